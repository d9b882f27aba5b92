using Quantum.Core.Labels;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Datasets;

/// <summary>Counts what becomes of the candles, so that none is dropped in silence.</summary>
internal sealed class DatasetTally(int contracts)
{
    private readonly SortedDictionary<ReasonCode, long> _refusals = [];
    private readonly long[] _candles = new long[contracts];
    private readonly long[] _withoutFunding = new long[contracts];

    /// <summary>Candles before the first minute of the data set.</summary>
    public long WarmUpCandles { get; private set; }

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    private long WithoutReference { get; set; }

    private long Alone { get; set; }

    private long Signals { get; set; }

    private long Realised { get; set; }

    /// <summary>Counts candles that only warm their states up.</summary>
    public void CountWarmUp(int candles) => WarmUpCandles += candles;

    /// <summary>Counts a candle of the data set and what it gave.</summary>
    public void Count(int contract, Verdict verdict)
    {
        _candles[contract]++;
        if (verdict.Passed) Rows++;
        else _refusals[verdict.Refusal.Code] = _refusals.GetValueOrDefault(verdict.Refusal.Code) + 1;
    }

    /// <summary>Counts a row whose funding rate is not known.</summary>
    public void CountWithoutFunding(int contract) => _withoutFunding[contract]++;

    /// <summary>Counts how far the rows of one minute could be compared with each other.</summary>
    public void CountMinute(long rows, bool hasReference)
    {
        if (!hasReference) WithoutReference += rows;
        if (rows == 1) Alone++;
    }

    /// <summary>Counts a row at which the system itself made a signal.</summary>
    public void CountSignal(SignalOutcome outcome, int horizonMinutes)
    {
        Signals++;
        if (outcome.Replaces(horizonMinutes)) Realised++;
    }

    /// <summary>The counts as a report.</summary>
    public DatasetReport Report(
        IReadOnlyList<DatasetContract> contracts, double outcomeWeight, IReadOnlyList<ContractRows> rows) => new(
        Rows,
        new(Sum(rows, LabelClass.Down), Sum(rows, LabelClass.Flat), Sum(rows, LabelClass.Up),
            Sum(rows, LabelClass.None)),
        _refusals, WarmUpCandles, WithoutReference, Alone,
        new(outcomeWeight, contracts.Sum(contract => (long)contract.Outcomes.Count), Signals, Realised),
        [.. contracts.Select((contract, index) => Of(contract, index, rows[index]))]);

    private ContractReport Of(DatasetContract contract, int index, ContractRows rows) => new(contract.Symbol,
        _candles[index], rows.Count, rows.Count > 0 ? rows.First.Start : null, rows.Count > 0 ? rows.Last.Start : null,
        _withoutFunding[index], contract.HasFundingFile);

    private static long Sum(IEnumerable<ContractRows> rows, LabelClass label) => rows.Sum(part => part.CountOf(label));
}
