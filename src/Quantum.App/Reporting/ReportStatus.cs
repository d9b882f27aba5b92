using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;

namespace Quantum.App.Reporting;

/// <summary>Everything that the status page, the status command and the terminal view show.</summary>
public sealed record StatusReport
{
    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Paper, test network or real money.</summary>
    public required TradingMode Mode { get; init; }

    /// <summary>What may be done now, and why not more.</summary>
    public required TradingState State { get; init; }

    /// <summary>The answer to "why is it not trading?".</summary>
    public required string Diagnosis { get; init; }

    /// <summary>Health by component.</summary>
    public required IReadOnlyList<HealthRow> Health { get; init; }

    /// <summary>The last scan minute completed; <see langword="null"/> before the first.</summary>
    public Minute? LastScan { get; init; }

    /// <summary>The account; <see langword="null"/> before the first reading.</summary>
    public AccountBooks? Books { get; init; }

    /// <summary>Open positions by symbol.</summary>
    public required IReadOnlyList<Position> Positions { get; init; }

    /// <summary>Mark prices of the monitor's last reading; a position opened since has none yet.</summary>
    public IReadOnlyList<HeldMark> Marks { get; init; } = [];

    /// <summary>The longest that any position was ever without a confirmed stop, seconds.</summary>
    public double UnprotectedSecondsMax { get; init; }

    /// <summary>The last hour.</summary>
    public required FunnelReport Hour { get; init; }

    /// <summary>The last 24 hours.</summary>
    public required FunnelReport Day { get; init; }

    /// <summary>Equity of the last 24 hours.</summary>
    public required IReadOnlyList<EquityPoint> Equity { get; init; }

    /// <summary>Trades of the last 24 hours, oldest first.</summary>
    public required IReadOnlyList<Trade> Trades { get; init; }

    /// <summary>Messages that were given up.</summary>
    public required IReadOnlyList<DeadLetterRow> DeadLetters { get; init; }

    /// <summary>Alarms whose cause began in the last 24 hours or still lasts, oldest first.</summary>
    public IReadOnlyList<AlarmRow> Alarms { get; init; } = [];
}

/// <summary>Reads the status from the store; it asks neither a venue nor any process's memory.</summary>
/// <param name="store">Everything.</param>
/// <param name="modeGate">Why the mode may not trade.</param>
/// <param name="time">The clock.</param>
/// <param name="settings">All limits.</param>
public sealed class ReportStatus(IEntityStore store, IModeGate modeGate, TimeProvider time, TradingSettings settings)
{
    private readonly ReadFunnel _funnel = new(store);
    private readonly ModelRegister _register = new(store);
    private readonly ReadTrades _trades = new(store);

    /// <summary>Reads the status.</summary>
    public async Task<StatusReport> HandleAsync(CancellationToken ct)
    {
        await modeGate.RefreshAsync(ct);
        var now = time.GetUtcNow();
        var end = Minute.Of(now) + 1;
        var book = await TradingBook.ReadAsync(store, ct);
        var hour = await _funnel.HandleAsync(end - 60, end, ct);
        var dead = (await store.QueryAsync(StoreLayout.DeadLetters, null, null, ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.DeadLetterRow).Value).ToList();
        var faults = (await store.QueryAsync(StoreLayout.Faults, (end - 60).Key, null, ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.FaultRow).Value).ToList();
        var alarms = await AlarmsAsync(book.Monitor?.Value.Standing, end - 1440, ct);
        var facts = await FactsAsync(book, hour, now, ct) with
        {
            DeadLetters = dead.Count,
            Faults = faults.Count,
            LastFault = faults.LastOrDefault() is { } last ? $"{last.UseCase}: {last.Message}" : null,
        };
        return new StatusReport
        {
            At = now,
            Mode = settings.Mode,
            State = facts.State,
            Diagnosis = TradeDiagnosis.Explain(facts),
            Health = HealthReport.Of(facts, settings),
            LastScan = facts.LastScan,
            Books = facts.Books,
            Positions = facts.Positions,
            Marks = book.Monitor?.Value.Marks ?? [],
            UnprotectedSecondsMax = facts.UnprotectedSecondsMax,
            Hour = hour,
            Day = await _funnel.HandleAsync(end - 1440, end, ct),
            Equity = await _trades.ReadEquityAsync(end - 1440, end, ct),
            Trades = await _trades.HandleAsync(end - 1440, end, ct),
            DeadLetters = dead,
            Alarms = alarms,
        };
    }

    private async Task<List<AlarmRow>> AlarmsAsync(
        IReadOnlyList<StandingAlarm>? standing, Minute from, CancellationToken ct)
    {
        var alarms = new List<AlarmRow>();
        foreach (var alarm in (standing ?? []).Where(alarm => !alarm.IsOver && Minute.Of(alarm.Since) < from))
        {
            var name = StoreLayout.Alarm(alarm.Since, ReasonCatalog.Of(alarm.Code).Name, alarm.OrderId);
            if (await store.ReadAsync(StoreLayout.Alarms, name, DocumentJson.Default.AlarmRow, ct) is { } row)
                alarms.Add(row.Value);
        }

        alarms.AddRange((await store.QueryAsync(StoreLayout.Alarms, from.Key, null, ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.AlarmRow).Value));
        return alarms;
    }

    private async Task<SystemFacts> FactsAsync(
        TradingBook book, FunnelReport hour, DateTimeOffset now, CancellationToken ct)
    {
        var last = book.Head is { } known && known.Value.Last >= known.Value.First
            ? await store.ReadAsync(StoreLayout.Scans(known.Value.Last), known.Value.Last.Key,
                DocumentJson.Default.ScanRow, ct)
            : null;
        var decisions = new Funnel();
        if (last is not null) decisions.Add(last.Value.Decisions);
        var monitor = book.Monitor?.Value;
        var pointer = await _register.ReadPointerAsync(ct);
        var universe = last is null ? null : await store.ReadAsync(StoreLayout.Universe,
            StoreLayout.UniverseOf(last.Value.Minute, settings.Universe.SymbolsMax),
            DocumentJson.Default.UniverseRow, ct);
        return new SystemFacts
        {
            Model = pointer?.Active,
            ModelSince = pointer?.Since,
            Serving = await _register.ReadLatestServingAsync(ct),
            RefusedModel = (await _register.ReadVerdictsAsync(ct)).LastOrDefault(verdict => verdict.Refusal is not null)
                ?.ToRefusal(),
            Now = now,
            LastScan = last?.Value.Minute,
            ScanLagSeconds = last?.Value is { CompletedAt: { } done } row ? (done - row.Minute.Start).TotalSeconds : 0,
            Symbols = last?.Value.Symbols ?? 0,
            Listed = universe?.Value.Listed ?? 0,
            LastDecisions = decisions,
            HourDecisions = hour.Decisions,
            HourOutcomes = hour.Outcomes,
            Tally = monitor?.Tally,
            Standing = [.. (monitor?.Standing ?? []).Select(alarm => alarm.Code)],
            LastTick = monitor?.TickAt,
            VenueProblem = monitor?.VenueProblem,
            State = book.StateAt(now),
            ModeProblem = modeGate.Problem?.Sentence,
            Risk = book.RiskOrEmpty,
            Books = monitor?.Books,
            Positions = [.. book.Positions.Select(position => position.Value)],
            Quarantined = monitor?.Quarantined ?? [],
            UnprotectedSecondsMax = monitor?.UnprotectedSecondsMax ?? 0,
        };
    }
}
