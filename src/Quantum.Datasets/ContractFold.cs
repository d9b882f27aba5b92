using Quantum.Core.Features;
using Quantum.Core.Indicators;
using Quantum.Core.Labels;
using Quantum.Core.Markets;

namespace Quantum.Datasets;

/// <summary>One contract on its way through time: its next candle, its state and its rows.</summary>
internal sealed class ContractFold : IDisposable
{
    /// <summary>Candles decoded at once, so that one file's decoder stays warm.</summary>
    private const int CandlesPerRead = 256;

    /// <summary>The longest interval of settlements, and the minute by which one may be noted late.</summary>
    private static readonly TimeSpan FundingAgeMax = new(hours: 8, minutes: 1, seconds: 0);

    private readonly DatasetContract _contract;
    private readonly float _outcomeWeight;
    private readonly ICandleReader _reader;
    private readonly PendingLabels _labels;
    private readonly Candle[] _candles = new Candle[CandlesPerRead];
    private int _next;
    private int _read;
    private int _fundingForPath;
    private int _fundingForFeatures;
    private Minute _nextFunding = new(int.MinValue);
    private Minute _fundingEnd = new(int.MinValue);

    /// <summary>Opens the candles.</summary>
    public ContractFold(DatasetContract contract, TripleBarrier barrier, double outcomeWeight, ContractRows rows)
    {
        (_contract, _outcomeWeight, Rows) = (contract, (float)outcomeWeight, rows);
        _labels = new PendingLabels(barrier, contract.Outcomes, rows);
        _reader = contract.Open();
        Fill();
    }

    /// <summary>The state that every candle is folded into.</summary>
    public SymbolFeatures State { get; } = new();

    /// <summary>The rows made so far.</summary>
    public ContractRows Rows { get; }

    /// <summary>Minute of the next candle; the largest one at the end.</summary>
    public Minute Next { get; private set; }

    /// <summary>Whether there is a next candle.</summary>
    public bool HasNext => _next < _read;

    /// <summary>Folds in the next candle.</summary>
    public void Step()
    {
        ref readonly var candle = ref _candles[_next];
        State.Add(candle);
        var bar = State.NewestBar;
        _labels.Take(candle.Minute, new(bar.Open, bar.High, bar.Low, bar.Close, RateSettledIn(candle.Minute)));
        if (++_next == _read) Fill();
        else Next = _candles[_next].Minute;
    }

    /// <summary>Adds the row of the newest candle.</summary>
    /// <returns>What became of the signal made at it; <see langword="null"/> where there was none.</returns>
    public SignalOutcome? AddRow(Minute minute, ReadOnlySpan<float> features, int steps)
    {
        SignalOutcome? outcome = _contract.Outcomes.TryGetValue(minute, out var found) ? found : null;
        Rows.Add(minute, features, steps, outcome is null ? 1 : _outcomeWeight);
        _labels.Add(minute, State.AtrShare);
        return outcome;
    }

    /// <summary>Tells the payments settled by a minute that were not told before.</summary>
    public void NoteFunding(Minute minute, FundingMemory memory)
    {
        if (minute < _nextFunding) return;
        var payments = _contract.Funding;
        for (; _fundingForFeatures < payments.Count; _fundingForFeatures++)
        {
            _nextFunding = Minute.Of(payments[_fundingForFeatures].At);
            if (minute < _nextFunding) return;
            memory.Note([payments[_fundingForFeatures]]);
            _fundingEnd = Minute.Of(payments[_fundingForFeatures].At + FundingAgeMax);
        }

        _nextFunding = new(int.MaxValue);
    }

    /// <summary>
    /// Whether a payment is known that is not older than one interval at the minute whose funding was noted last.
    /// </summary>
    public bool HasFunding(Minute minute) => minute <= _fundingEnd;

    /// <summary>Labels what waits and writes all that is left.</summary>
    public void Complete()
    {
        _labels.SettleAll();
        Rows.Write();
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>
    /// Some sources note a payment a few milliseconds late, so that it counts for the minute it lies in.
    /// </summary>
    private double RateSettledIn(Minute minute)
    {
        var (payments, rate) = (_contract.Funding, 0d);
        for (; _fundingForPath < payments.Count; _fundingForPath++)
        {
            var settled = Minute.Of(payments[_fundingForPath].At);
            if (settled > minute) break;
            if (settled == minute) rate += payments[_fundingForPath].Rate;
        }

        return rate;
    }

    private void Fill()
    {
        _read = _reader.Read(_candles);
        _next = 0;
        Next = _read > 0 ? _candles[0].Minute : new Minute(int.MaxValue);
    }
}
