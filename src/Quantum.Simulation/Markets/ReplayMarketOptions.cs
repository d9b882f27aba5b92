using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>What a replay shows.</summary>
public sealed record ReplayMarketOptions
{
    /// <summary>
    /// Directory with <c>1m/SYMBOL.csv.gz</c>, and optionally <c>1h/</c> (day statistics where minutes are missing) and
    /// <c>funding/</c>.
    /// </summary>
    public required string Directory { get; init; }

    /// <summary>First minute of the replay.</summary>
    public required Minute From { get; init; }

    /// <summary>End of the replay, exclusive.</summary>
    public required Minute To { get; init; }

    /// <summary>
    /// Contracts wanted; each must have a candle in the replay. Empty (the default) takes every file of <c>1m/</c> that
    /// has one and names the others in <see cref="ReplayMarket.LeftOut"/>.
    /// </summary>
    public IReadOnlyList<Symbol> Symbols { get; init; } = [];

    /// <summary>
    /// Minutes before <see cref="From"/> kept for warm indicators, 0 to 100,000; default those from which a scan builds
    /// its states.
    /// </summary>
    public int WarmUpMinutes { get; init; } = FeatureWindow.HistoryMinutes;

    /// <summary>Distance of bid and ask, basis points, 0 to 1,000; default 2. The archive has no quotes.</summary>
    public double SpreadBps { get; init; } = 2;

    /// <summary>Says every wrong value with its range.</summary>
    /// <exception cref="ArgumentException">At least one value is out of range.</exception>
    public void Validate()
    {
        List<string> wrong = [];
        if (string.IsNullOrWhiteSpace(Directory)) wrong.Add($"{nameof(Directory)} is empty.");
        if (From >= To) wrong.Add($"{nameof(From)} {From} is not before {nameof(To)} {To}.");
        if (WarmUpMinutes is < 0 or > 100_000)
        {
            wrong.Add($"{nameof(WarmUpMinutes)} {WarmUpMinutes} is not in 0 to 100000.");
        }

        if (!(SpreadBps is >= 0 and <= 1_000)) wrong.Add($"{nameof(SpreadBps)} {SpreadBps} is not in 0 to 1000.");
        if (Symbols.Distinct().Count() != Symbols.Count) wrong.Add($"{nameof(Symbols)} names a contract twice.");
        if (wrong.Count > 0) throw new ArgumentException(string.Join(" ", wrong));
    }
}

/// <summary>How far loading has come.</summary>
/// <param name="FilesDone">Files read to their end.</param>
/// <param name="FilesTotal">Files to read.</param>
/// <param name="Rows">Rows decoded so far.</param>
/// <param name="Symbol">The contract being read.</param>
public readonly record struct ReplayProgress(int FilesDone, int FilesTotal, long Rows, Symbol Symbol);
