using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Features;
using Quantum.Core.Filters;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Scanning;

/// <summary>What a tick of the scanner did.</summary>
/// <param name="Minutes">Minutes that this tick completed.</param>
/// <param name="Decisions">Records written.</param>
/// <param name="Signals">Signals queued.</param>
/// <param name="Candles">Candles folded in.</param>
public sealed record ScanReport(int Minutes, int Decisions, int Signals, int Candles);

/// <summary>
/// Every minute: claim it, fold in the missing candles, decide every symbol, write the page and the signals, ring the
/// executor. Several may run at once; a crash anywhere is finished by the next tick.
/// </summary>
public sealed class ScanMarket
{
    private readonly FeatureBoard _board;
    private readonly ScanJournal _journal;
    private readonly IPredictor _predictor;
    private readonly TimeProvider _time;
    private readonly TradingSettings _settings;
    private readonly HashSet<Symbol> _excluded;
    private readonly PruneHistory? _prune;
    private readonly InputArchive? _inputs;

    /// <summary>Wires the use case.</summary>
    /// <param name="marketData">Candles, rules and statistics.</param>
    /// <param name="journal">Claims and pages.</param>
    /// <param name="predictor">The models.</param>
    /// <param name="time">The clock.</param>
    /// <param name="settings">All limits.</param>
    /// <param name="archive">Snapshots of the feature states.</param>
    /// <param name="budget">What candles may cost; unlimited where nothing is said.</param>
    /// <param name="prune">Removes what is too old; nothing is removed where it is missing.</param>
    /// <param name="inputs">Keeps what a new model is judged on; nothing is kept where it is missing.</param>
    /// <param name="watched">Chooses what is watched; everything listed where it is missing.</param>
    public ScanMarket(IMarketData marketData, ScanJournal journal, IPredictor predictor, TimeProvider time,
        TradingSettings settings, FeatureArchive archive, FetchBudget? budget = null, PruneHistory? prune = null,
        InputArchive? inputs = null, DayUniverse? watched = null)
    {
        _prune = prune;
        var history = Math.Max(settings.Data.WarmUpMinutes + SymbolFeatures.QuarterHour, FeatureWindow.HistoryMinutes);
        _board = new FeatureBoard(marketData, history, archive, budget, watched);
        _journal = journal;
        _predictor = predictor;
        _inputs = inputs;
        _time = time;
        _settings = settings;
        _excluded = [.. SettingsCatalog.Excluded(settings.Universe).Select(Symbol.Of)];
    }

    /// <summary>Completes the current minute and those before it that nobody completed.</summary>
    /// <param name="ct">Cancels between minutes; what was written stays and is finished by a later tick.</param>
    public async Task<ScanReport> RunAsync(CancellationToken ct)
    {
        var minute = Minute.Of(_time.GetUtcNow());
        var report = new ScanReport(0, 0, 0, 0);
        for (var next = await _journal.FirstOpenAsync(minute, _settings.Data.CatchUpMaxMinutes, ct);
             next <= minute;
             next += 1)
        {
            ct.ThrowIfCancellationRequested();
            if (await _journal.TryClaimAsync(next, ct) is not { } claim) break; // Another scanner is at it.
            var done = claim.Row.CompletedAt is null ? await ScanAsync(claim, ct) : new ScanReport(0, 0, 0, 0);
            report = new(report.Minutes + done.Minutes, report.Decisions + done.Decisions,
                report.Signals + done.Signals, report.Candles + done.Candles);
        }

        return report;
    }

    private async Task<ScanReport> ScanAsync(ScanClaim claim, CancellationToken ct)
    {
        var minute = claim.Row.Minute;
        var page = await _journal.ResumePageAsync(claim, ct);
        var candles = 0;
        if (page is null)
        {
            await _board.RefreshAsync(minute.Start, ct);
            (candles, var faults) = await _board.AdvanceAsync(minute - 1, ct);
            page = await DecideAsync(minute, faults, ct);
            await _journal.WritePageAsync(claim, page, ct);
            if (_inputs is not null && !_board.Window.IsEmpty) await _inputs.WriteAsync(_board.Window, ct);
        }

        await _journal.CompleteAsync(claim, page, candles, ct);
        await _board.SaveAsync(minute, ct);
        if (_prune is not null && PruneHistory.IsDue(minute)) await _prune.RunAsync(minute, ct);
        return new(1, page.Records.Count, page.Signals.Count, candles);
    }

    private async Task<ScanPage> DecideAsync(
        Minute minute, IReadOnlyDictionary<Symbol, DataFault> faults, CancellationToken ct)
    {
        var universe = _board.Universe;
        var features = universe.Select(rules => _board.FeaturesOf(rules.Symbol)).ToList();
        var predictions = await _predictor.PredictAsync(_board.Window, ct);
        if (predictions.Count != features.Count)
        {
            // Nobody can tell which answer belongs to which symbol: such a model is silent and the rule decides.
            var failed = Prediction.None(new Reason(ReasonCode.ModelFailed, predictions.Count, features.Count));
            predictions = [.. Enumerable.Repeat(failed, features.Count)];
        }

        var sheet = new MinuteSheet(minute, [.. universe.Select(rules => rules.Symbol)]);
        var signals = new List<Signal>();
        var now = _time.GetUtcNow();
        for (var index = 0; index < universe.Count; index++)
        {
            var rules = universe[index];
            var input = new SymbolInput(rules, _board.StatisticsOf(rules.Symbol), features[index],
                faults.GetValueOrDefault(rules.Symbol), predictions[index]);
            var (record, signal) = SymbolScan.Decide(input, minute, now, _settings, _excluded);
            sheet.Write(record);
            if (signal is not null) signals.Add(signal);
        }

        return new(sheet.Seal(), signals);
    }
}
