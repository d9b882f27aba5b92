using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Settings;
using Quantum.Simulation.Stores;

namespace Quantum.Simulation.Checks;

/// <summary>
/// Judges that nobody has to guess: an order whose outcome stays unknown has its alarm on record, and entries have
/// ended, before the monitor has completed a few more ticks.
/// </summary>
/// <param name="store">What is on record.</param>
/// <param name="settings">The ages.</param>
/// <param name="docket">Where violations go.</param>
internal sealed class AlarmChecks(MemoryEntityStore store, TradingSettings settings, Docket docket)
{
    /// <summary>
    /// Two monitors may be at work, each by a book that it read before, and a resume writes the row too: of so many
    /// writes one is of a tick that has seen it.
    /// </summary>
    private const int TicksMax = 4;

    private readonly Dictionary<(ClientOrderId Id, bool IsLong), int> _ticks = [];

    /// <summary>Orders whose outcome was unknown for so long that an alarm was due.</summary>
    public int Due { get; private set; }

    /// <summary>A transaction was applied.</summary>
    public void OnWritten(string partition, IReadOnlyList<EntityWrite> writes)
    {
        if (partition != StoreLayout.Book) return;
        foreach (var write in writes)
        {
            if (write is EntityWrite.Replace { Row: StoreLayout.MonitorRow }) OnTick();
        }
    }

    private void OnTick()
    {
        // What the store holds is read once, whoever reads it: so this reading costs the next reader nothing.
        var book = TradingBook.ReadAsync(store, CancellationToken.None).Result;
        if (book.Monitor is not { Value.VenueProblem: null } row) return; // No tick that was completed.
        var unknown = UnknownOrder.In(book.Positions.Select(position => position.Value), row.Value.TickAt,
            settings.Execution.UnknownAlarmSeconds);
        if (unknown.Count == 0 && _ticks.Count == 0) return;
        var (alarm, halt) = (settings.Execution.UnknownAlarmSeconds, settings.Breaker.UnknownOrderMaxSeconds);
        foreach (var order in unknown)
        {
            Count(order, isLong: false, $"is unknown for more than {alarm} s", "ORDER_UNKNOWN");
            if (order.SecondsAt(row.Value.TickAt) >= halt)
                Count(order, isLong: true, $"is unknown for more than {halt} s", "BREAKER_UNKNOWN_ORDER");
        }

        foreach (var key in _ticks.Keys.Where(key => unknown.All(order => order.Id != key.Id)).ToList())
            _ticks.Remove(key);
    }

    private void Count(UnknownOrder order, bool isLong, string what, string code)
    {
        var ticks = _ticks.GetValueOrDefault((order.Id, isLong)) + 1;
        _ticks[(order.Id, isLong)] = ticks;
        if (ticks == 1) Due++;
        if (ticks <= TicksMax) return;
        var name = StoreLayout.Alarm(order.Since, code, order.Id);
        docket.Require(store.ReadAsync(StoreLayout.Alarms, name, CancellationToken.None).Result is not null,
            Invariant.NoSilence, () => $"{order.Id} {what}, and after {ticks} ticks there is no alarm.");
    }
}
