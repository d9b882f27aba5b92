namespace Quantum.Datasets;

/// <summary>The signals and trades of a run that were read, whether they joined or not.</summary>
/// <param name="Signals">Signals read.</param>
/// <param name="Trades">Trades read.</param>
/// <param name="Sha256">
/// Of what was used of them, in an order that does not depend on the storage; lower-case hexadecimal.
/// </param>
public sealed record RunSource(int Signals, int Trades, string Sha256);
