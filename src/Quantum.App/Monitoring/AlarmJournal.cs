using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;

namespace Quantum.App.Monitoring;

/// <summary>A cause that lasts and somebody should know of.</summary>
/// <param name="Reason">What, with both sides of the comparison.</param>
/// <param name="Since">When it began, UTC; the same whoever finds it.</param>
/// <param name="Symbol">The contract; <see langword="null"/> where it is about the whole system.</param>
/// <param name="OrderId">Our order; <see langword="null"/> where it is about none.</param>
/// <param name="IsOver">Whether it was so and is no longer.</param>
public sealed record DueAlarm(
    Reason Reason, DateTimeOffset Since, Symbol? Symbol = null, ClientOrderId? OrderId = null, bool IsOver = false);

/// <summary>
/// Puts on record, once each, what somebody should know: every breaker that comes out, every order whose outcome stays
/// unknown, at the age of the alarm and again at the age at which entries end, and that messages were given up:
/// those of one kind and minute are one alarm. What lasts is ended when it is over.
/// </summary>
/// <param name="store">Where alarms are kept.</param>
/// <param name="settings">The ages.</param>
public sealed class AlarmJournal(IEntityStore store, TradingSettings settings)
{
    /// <summary>
    /// What began longer ago was raised by an earlier tick: every complete tick raises what it finds, and a tick that
    /// takes longer than this has failed.
    /// </summary>
    private static readonly TimeSpan Repeated = TimeSpan.FromMinutes(5);

    /// <summary>Raises what is due. The same again changes nothing.</summary>
    /// <param name="positions">Open and opening positions.</param>
    /// <param name="risk">The breakers as just judged.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels between two alarms.</param>
    public async Task RaiseAsync(
        IReadOnlyList<Position> positions, RiskBook risk, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var order in UnknownOrder.In(positions, now, settings.Execution.UnknownAlarmSeconds))
        {
            await RaiseAsync(order, ReasonCode.OrderUnknown, settings.Execution.UnknownAlarmSeconds, now, ct);
            if (order.SecondsAt(now) >= settings.Breaker.UnknownOrderMaxSeconds)
            {
                await RaiseAsync(
                    order, ReasonCode.BreakerUnknownOrder, settings.Breaker.UnknownOrderMaxSeconds, now, ct);
            }
        }

        foreach (var trip in risk.Trips.Where(trip => now - trip.Since <= Repeated))
        {
            if (trip.Reason.Code == ReasonCode.BreakerUnknownOrder) continue; // Raised with its order.
            await InsertAsync(trip.Since, new AlarmRow(now, trip.Reason), ct);
        }
    }

    /// <summary>Raises causes that last, and ends those that are over or no longer found.</summary>
    /// <param name="standing">What stood after the last tick.</param>
    /// <param name="due">Every cause that is found now.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels between two alarms.</param>
    /// <returns>What stands now; <see langword="null"/> for nothing.</returns>
    public async Task<IReadOnlyList<StandingAlarm>?> StandAsync(
        IReadOnlyList<StandingAlarm>? standing, IReadOnlyList<DueAlarm> due, DateTimeOffset now, CancellationToken ct)
    {
        var next = new List<StandingAlarm>(due.Count);
        foreach (var cause in due)
        {
            var known = standing?.FirstOrDefault(
                alarm => alarm.Code == cause.Reason.Code && alarm.OrderId == cause.OrderId);
            known ??= await RaiseAsync(cause, now, ct);
            if (known.IsOver != cause.IsOver) await EndAsync(known, cause.IsOver ? now : null, ct);
            next.Add(known with { IsOver = cause.IsOver });
        }

        foreach (var alarm in standing ?? [])
        {
            var isFound = next.Any(found => found.Code == alarm.Code && found.OrderId == alarm.OrderId);
            if (!isFound && !alarm.IsOver) await EndAsync(alarm, now, ct);
        }

        return next.Count > 0 ? next : null;
    }

    /// <summary>
    /// Raises what is not known to stand, or takes up what a tick raised that wrote nothing more: it died, or lost the
    /// race for the monitor's row.
    /// </summary>
    /// <returns>The alarm as it is on record.</returns>
    private async Task<StandingAlarm> RaiseAsync(DueAlarm cause, DateTimeOffset now, CancellationToken ct)
    {
        var code = cause.Reason.Code;
        var name = StoreLayout.Alarm(cause.Since, ReasonCatalog.Of(code).Name, cause.OrderId);
        var kind = name[name.IndexOf('-', StringComparison.Ordinal)..];
        StandingAlarm? first = null;
        foreach (var entity in await store.QueryAsync(StoreLayout.Alarms, null, null, ct))
        {
            // Others are not even read: what a newer version wrote must not make the monitor fail.
            if (!entity.Row.EndsWith(kind, StringComparison.Ordinal)) continue;
            if (entity.ToDocument(DocumentJson.Default.AlarmRow).Value.EndedAt is not null) continue;
            var open = new StandingAlarm(code, StoreLayout.AlarmSince(entity.Row), cause.OrderId, IsOver: false);
            if (first is not null) await EndAsync(open, now, ct); // One cause is one alarm.
            first ??= open;
        }

        if (first is not null) return first;
        DateTimeOffset? ended = cause.IsOver ? now : null;
        var raised = new AlarmRow(now, cause.Reason, cause.Symbol, cause.OrderId, ended);
        var isNew = await InsertAsync(cause.Since, raised, ct);

        // What was there already may say otherwise: it ended within this minute, or came since the query.
        return new(code, cause.Since, cause.OrderId, IsOver: isNew == cause.IsOver);
    }

    /// <summary>Raises what happened at a moment: it is never over.</summary>
    /// <param name="store">Where alarms are kept.</param>
    /// <param name="reason">What.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="ct">Cancels the write.</param>
    public static Task RaiseAsync(IEntityStore store, Reason reason, DateTimeOffset at, CancellationToken ct) =>
        InsertAsync(store, at, new AlarmRow(at, reason), ct);

    private Task EndAsync(StandingAlarm alarm, DateTimeOffset? at, CancellationToken ct) => store.UpdateAsync(
        StoreLayout.Alarms, StoreLayout.Alarm(alarm.Since, ReasonCatalog.Of(alarm.Code).Name, alarm.OrderId),
        DocumentJson.Default.AlarmRow,
        row => row is null || row.EndedAt is null == at is null
            ? Change<AlarmRow>.Nothing
            : new(row with { EndedAt = at }), ct);

    private async Task RaiseAsync(
        UnknownOrder order, ReasonCode code, int limit, DateTimeOffset now, CancellationToken ct)
    {
        var age = order.SecondsAt(now);
        if (age > limit + Repeated.TotalSeconds) return;
        await InsertAsync(order.Since, new AlarmRow(now, new Reason(code, age, limit), order.Symbol, order.Id), ct);
    }

    private Task<bool> InsertAsync(DateTimeOffset since, AlarmRow alarm, CancellationToken ct) =>
        InsertAsync(store, since, alarm, ct);

    private static Task<bool> InsertAsync(
        IEntityStore store, DateTimeOffset since, AlarmRow alarm, CancellationToken ct)
    {
        var row = StoreLayout.Alarm(since, ReasonCatalog.Of(alarm.Reason.Code).Name, alarm.OrderId);
        return store.TryInsertAsync(StoreLayout.Alarms, row, alarm, DocumentJson.Default.AlarmRow, ct);
    }
}
