namespace Quantum.Datasets;

/// <summary>
/// The options that decide what is in a data set, as typed; <see langword="null"/> where an option was not given. Paths
/// are no part of it: they say where files lie, and the hashes say what is in them.
/// </summary>
/// <param name="Symbols">Contracts, or <c>all</c>, which is the default.</param>
/// <param name="From">First minute of a row.</param>
/// <param name="To">End, exclusive.</param>
/// <param name="Horizon">Minutes after which a labelled position ends.</param>
/// <param name="OutcomeWeight">Weight of a row that was a signal.</param>
/// <param name="Set">Settings.</param>
public sealed record DatasetOrder(string? Symbols, string? From, string? To, string? Horizon, string? OutcomeWeight,
    IReadOnlyList<string> Set);
