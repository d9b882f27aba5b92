using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Datasets;

/// <summary>What a data set holds of one contract.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Candles">Candles from the first minute of the data set on.</param>
/// <param name="Rows">Rows made of them.</param>
/// <param name="First">Open time of the first row, UTC; <see langword="null"/> without rows.</param>
/// <param name="Last">Open time of the last row, UTC; <see langword="null"/> without rows.</param>
/// <param name="WithoutFunding">
/// Rows whose funding rate is not known: no payment was settled within 8 hours and a minute before them.
/// </param>
/// <param name="HasFundingFile">Whether there is a recording of its funding, be it empty.</param>
public sealed record ContractReport(Symbol Symbol, long Candles, long Rows, DateTimeOffset? First,
    DateTimeOffset? Last, long WithoutFunding, bool HasFundingFile);

/// <summary>Rows by class.</summary>
/// <param name="Down">Shorts that would have won.</param>
/// <param name="Flat">Rows where neither side would have won.</param>
/// <param name="Up">Longs that would have won.</param>
/// <param name="None">Rows whose horizon reaches beyond the data or into a hole.</param>
public sealed record ClassCounts(long Down, long Flat, long Up, long None);

/// <summary>Signals of the system itself that joined the rows.</summary>
/// <param name="Weight">Weight of their rows.</param>
/// <param name="Known">Signals known, within the range or not.</param>
/// <param name="Rows">Rows that were a signal.</param>
/// <param name="Realised">Of these, rows whose simulated result gave way to that of a trade.</param>
public sealed record OutcomeCounts(double Weight, long Known, long Rows, long Realised);

/// <summary>What became of the candles: every one from the first minute on is a row or has a reason.</summary>
/// <param name="Rows">Rows of the data set.</param>
/// <param name="Classes">Rows by class.</param>
/// <param name="Refusals">Candles that gave no row, by reason.</param>
/// <param name="WarmUpCandles">Candles before the first minute, which only warmed the states up.</param>
/// <param name="WithoutReference">Rows of minutes in which BTCUSDT has no return to compare with.</param>
/// <param name="Alone">Rows of minutes in which no other contract has a row.</param>
/// <param name="Outcomes">Signals that joined.</param>
/// <param name="Contracts">Per contract, in their order.</param>
public sealed record DatasetReport(long Rows, ClassCounts Classes, IReadOnlyDictionary<ReasonCode, long> Refusals,
    long WarmUpCandles, long WithoutReference, long Alone, OutcomeCounts Outcomes,
    IReadOnlyList<ContractReport> Contracts)
{
    /// <summary>Rows of all contracts whose funding rate is not known.</summary>
    public long WithoutFunding => Contracts.Sum(contract => contract.WithoutFunding);
}
