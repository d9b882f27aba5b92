using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;

namespace Quantum.App.Monitoring;

/// <summary>
/// Puts on record, once each, what somebody should know: every breaker that comes out, and every order whose outcome
/// stays unknown, at the age of the alarm and again at the age at which entries end.
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

    private async Task RaiseAsync(
        UnknownOrder order, ReasonCode code, int limit, DateTimeOffset now, CancellationToken ct)
    {
        var age = order.SecondsAt(now);
        if (age > limit + Repeated.TotalSeconds) return;
        await InsertAsync(order.Since, new AlarmRow(now, new Reason(code, age, limit), order.Symbol, order.Id), ct);
    }

    private Task<bool> InsertAsync(DateTimeOffset since, AlarmRow alarm, CancellationToken ct)
    {
        var row = StoreLayout.Alarm(since, ReasonCatalog.Of(alarm.Reason.Code).Name, alarm.OrderId);
        return store.TryInsertAsync(StoreLayout.Alarms, row, alarm, DocumentJson.Default.AlarmRow, ct);
    }
}
