using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Diagnosis;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Monitoring;

/// <summary>
/// Raises and ends the alarms whose causes last: a position that is without a stop for too long, and silence that is no
/// chance.
/// </summary>
/// <param name="store">
/// Alarms, and which bundle is active: that is asked at most once a minute, and only where a model speaks.
/// </param>
/// <param name="settings">The limits.</param>
public sealed class LastingAlarms(IEntityStore store, TradingSettings settings)
{
    private readonly AlarmJournal _journal = new(store, settings);
    private readonly ModelRegister _register = new(store);

    /// <summary>Raises what is found and ends what is over.</summary>
    /// <param name="book">The book as the tick leaves it.</param>
    /// <param name="row">The tick's row, or the last one where the venue was away.</param>
    /// <param name="trades">Positions that ended in this tick.</param>
    /// <param name="isDue">Whether silence is judged, once a minute; otherwise what stood of it stands.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels between two alarms.</param>
    /// <returns>What stands now; <see langword="null"/> for nothing.</returns>
    public async Task<IReadOnlyList<StandingAlarm>?> StandAsync(TradingBook book, MonitorRow row,
        IReadOnlyList<Trade> trades, bool isDue, DateTimeOffset now, CancellationToken ct)
    {
        var before = book.Monitor?.Value.Standing;
        var naked = Unprotected(book, trades, now);
        var silent = isDue ? await SilencesAsync(row, before, book.StateAt(now), ct) : SilencesOf(before);
        return await _journal.StandAsync(before, [.. naked, .. silent], now, ct);
    }

    /// <summary>
    /// Positions that are or were without a stop for longer than allowed; one that is over is kept while its position
    /// is open or its end is remembered.
    /// </summary>
    private IEnumerable<DueAlarm> Unprotected(TradingBook book, IReadOnlyList<Trade> trades, DateTimeOffset now)
    {
        double limit = settings.Exit.UnprotectedMaxSeconds;
        foreach (var open in book.Positions.Select(position => position.Value))
        {
            var naked = open.HeldQuantity > 0 && open.UnprotectedSince is { } began ? (now - began).TotalSeconds : 0;
            var longest = Math.Max(naked, open.UnprotectedSecondsMax);
            if (longest > limit)
            {
                var since = open.FilledFrom ?? open.OpenedAt ?? now;
                yield return Cause(open.Id, open.Symbol, since, longest, naked <= limit);
            }
        }

        foreach (var trade in trades.Where(ended => ended.UnprotectedSecondsMax > limit))
            yield return Cause(trade.Id, trade.Symbol, trade.OpenedAt, trade.UnprotectedSecondsMax, isOver: true);

        // What somebody else settled, the executor or a monitor that did not live to tell of it.
        foreach (var exit in book.RiskOrEmpty.Exits)
        {
            if (exit is not { SignalId: { } id, UnprotectedSeconds: { } seconds } || seconds <= limit) continue;
            if (trades.All(trade => trade.Id != id))
                yield return Cause(id, exit.Symbol, exit.At, seconds, isOver: true);
        }

        DueAlarm Cause(SignalId id, Symbol symbol, DateTimeOffset since, double seconds, bool isOver) => new(
            new Reason(ReasonCode.PositionUnprotected, seconds, limit), since, symbol,
            ClientOrderId.For(settings.Execution.Account, id, OrderLeg.Entry, 0), isOver);
    }

    /// <summary>Only an active system is expected to trade.</summary>
    private async Task<IReadOnlyList<DueAlarm>> SilencesAsync(
        MonitorRow row, IReadOnlyList<StandingAlarm>? before, TradingState state, CancellationToken ct)
    {
        if (row.Tally is not { } tally || state.Kind != TradingStateKind.Active) return [];
        var perDay = tally.Hours.Any(hour => hour.ModelAsked > 0)
            ? (await _register.ReadPointerAsync(ct))?.Active?.ExpectedSignalsPerDay
            : null;
        var since = row.SweptTo?.Start ?? row.TickAt;
        var due = new List<DueAlarm>();
        if (SilenceTest.OfSignals(tally, perDay ?? double.NaN, settings.Signal,
            isStanding: Stands(ReasonCode.SignalsSilent)) is { } signals)
            due.Add(new(new Reason(ReasonCode.SignalsSilent, signals.Came, signals.Expected), since));
        if (SilenceTest.OfTrades(tally, settings.Signal,
            isStanding: Stands(ReasonCode.TradesSilent)) is { } trades)
            due.Add(new(new Reason(ReasonCode.TradesSilent, trades.Came, trades.Expected), since));
        return due;

        bool Stands(ReasonCode code) => before?.Any(alarm => alarm.Code == code) == true;
    }

    private static IReadOnlyList<DueAlarm> SilencesOf(IReadOnlyList<StandingAlarm>? standing) =>
    [
        .. (standing ?? []).Where(alarm => alarm.Code is ReasonCode.SignalsSilent or ReasonCode.TradesSilent)
            .Select(alarm => new DueAlarm(new Reason(alarm.Code), alarm.Since)),
    ];
}
