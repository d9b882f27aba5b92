using Quantum.Core.Features;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Core.Signals;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Checks;

/// <summary>
/// Judges every ledger page when it is written: one record per symbol, nothing by a model that may not serve, and the
/// same decisions as one uninterrupted reader of the same candles comes to.
/// </summary>
/// <param name="source">The market's tapes.</param>
/// <param name="model">The model that speaks in this world; <see langword="null"/> for the rule alone.</param>
/// <param name="settings">Thresholds.</param>
/// <param name="docket">Where violations go.</param>
internal sealed class PageChecks(
    ICandleSource source, ScheduledModel? model, TradingSettings settings, Docket docket)
{
    /// <summary>
    /// A warm-up of 255 candles leaves (13 ÷ 14)^255 ≈ 6e-9 of what came before it in an RSI: far below this.
    /// </summary>
    private const double RsiTolerance = 1e-4;

    private const string Prefix = "ledger/";
    private readonly SymbolFeatures[] _features = [.. source.Contracts.Select(_ => new SymbolFeatures())];
    private Minute? _next;

    /// <summary>Pages written.</summary>
    public int Count { get; private set; }

    /// <summary>Records that were held against the uninterrupted reader.</summary>
    public int Compared { get; private set; }

    /// <summary>Decisions of the model among them.</summary>
    public int ByModel { get; private set; }

    /// <summary>A blob was written.</summary>
    public void OnPut(string name, ReadOnlyMemory<byte> content)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return;
        Count++;
        var (minute, records) = LedgerCodec.Decode(content);
        docket.Require(records.Select(record => record.Symbol).Order()
                .SequenceEqual(source.Contracts.Select(contract => contract.Symbol)), Invariant.NoSilence,
            () => $"The page of {minute} has {records.Count} records, not one for each of "
                + $"{source.Contracts.Count} symbols.");
        if (!TryFoldTo(minute)) return; // Caught up after a later one: the reader cannot go back.
        foreach (var record in records) Compare(minute, record);
    }

    /// <summary>A blob was deleted.</summary>
    public void OnDeleted(string name) => docket.Require(!name.StartsWith(Prefix, StringComparison.Ordinal),
        Invariant.NothingLost, () => $"{name} was deleted.");

    private bool TryFoldTo(Minute scan)
    {
        _next ??= source.Contracts[0].Minutes.Oldest;
        if (scan < _next) return false;
        source.AdvanceTo(scan);
        for (var minute = _next.Value; minute < scan; minute += 1)
        {
            for (var index = 0; index < _features.Length; index++)
            {
                var minutes = source.Contracts[index].Minutes;
                if (minutes.TryFind(minute, out var bar) && bar.IsCandle)
                    _features[index].Add(minutes.CandleOf(minute, bar));
            }
        }

        _next = scan;
        return true;
    }

    private void Compare(Minute minute, DecisionRecord record)
    {
        var serving = model?.VersionAt(minute);
        // A symbol that fell for want of data names whoever would have spoken of older data.
        var isFallen = model is not null && record.Source == SignalSource.None;
        docket.Require(record.ModelVersion is null || record.ModelVersion == serving || isFallen, Invariant.NoBadModel,
            () => $"{record.Symbol} at {minute} was decided by {record.ModelVersion}; "
                + $"{serving ?? "no model"} may serve.");
        if (record.Source == SignalSource.Model) CompareModel(minute, record);
        if (record.Source != SignalSource.RuleRsi) return; // Or it fell before anybody was asked.
        docket.Require(serving is null, Invariant.NoBadModel,
            () => $"{record.Symbol} at {minute} was decided by the rule while {serving} serves.");
        var index = IndexOf(record.Symbol);
        if (index < 0) return;
        Compared++;
        var rsi = _features[index].Rsi;
        docket.Require(Math.Abs(rsi - record.Rsi) <= RsiTolerance, Invariant.Parity,
            () => $"{record.Symbol} at {minute} was decided at an RSI of {record.Rsi}; it is {rsi}.");
        var isNear = Math.Abs(rsi - RsiRule.NearerThreshold(rsi, settings.Signal)) <= RsiTolerance;
        var side = RsiRule.Judge(rsi, settings.Signal).Side;
        docket.Require(isNear || side == record.Side, Invariant.Parity,
            () => $"{record.Symbol} at {minute} was decided as {record.Side}; the same candles give {side}.");
    }

    private void CompareModel(Minute minute, DecisionRecord record)
    {
        Compared++;
        ByModel++;
        var said = model?.Of(minute, record.Symbol).Opinion() ?? Opinion.Neutral;
        docket.Require(model?.VersionAt(minute) is not null && said.Side == record.Side, Invariant.Parity,
            () => $"{record.Symbol} at {minute} was decided as {record.Side}; the model said {said.Side}.");
    }

    private int IndexOf(Symbol symbol)
    {
        for (var index = 0; index < source.Contracts.Count; index++)
        {
            if (source.Contracts[index].Symbol == symbol) return index;
        }

        return -1;
    }
}
