using Quantum.App.Execution;
using Quantum.App.Ports;
using Quantum.App.Scanning;

namespace Quantum.App.Hosting;

/// <summary>What a step of the loop did.</summary>
/// <param name="Scan">The scan; <see langword="null"/> when none was due or it failed.</param>
/// <param name="Faults">Use cases that failed in this step, with what they threw.</param>
public sealed record LoopStep(ScanReport? Scan, IReadOnlyList<(string UseCase, Exception Error)> Faults);

/// <summary>
/// The timers and the queue of a host that pulls, on one thread: a scan one second after every minute, a monitor tick
/// every ten seconds, and the queue after each. It never waits: the host brings the clock to <see cref="NextDue"/>, by
/// sleeping or by setting it, and calls <see cref="StepAsync"/>. So real and virtual time run the same way.
/// </summary>
public sealed class TradingLoop
{
    /// <summary>Seconds after the minute at which its last candle is taken to be final.</summary>
    public static readonly TimeSpan ScanDelay = TimeSpan.FromSeconds(1);

    /// <summary>Time between monitor ticks.</summary>
    public static readonly TimeSpan MonitorEvery = TimeSpan.FromSeconds(10);

    /// <summary>Deliveries after which a message is given up.</summary>
    public const int DeliveriesMax = 5;

    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly TradingUseCases _useCases;
    private readonly ISignalInbox _inbox;
    private readonly TimeProvider _time;
    private DateTimeOffset _nextScan;
    private DateTimeOffset _nextMonitor;

    /// <summary>
    /// Begins a loop. The first monitor tick is due at once, because entries need a reconciled account, and the first
    /// scan with it: nobody waits for a full minute to see what the system thinks.
    /// </summary>
    /// <param name="useCases">What is run.</param>
    /// <param name="inbox">The receiving end of the queue.</param>
    /// <param name="time">The clock.</param>
    public TradingLoop(TradingUseCases useCases, ISignalInbox inbox, TimeProvider time)
    {
        (_useCases, _inbox, _time) = (useCases, inbox, time);
        _nextMonitor = time.GetUtcNow();
        _nextScan = _nextMonitor;
    }

    /// <summary>When the next step is due, UTC.</summary>
    public DateTimeOffset NextDue => _nextScan < _nextMonitor ? _nextScan : _nextMonitor;

    /// <summary>Runs what is due now. A use case that fails is kept as a fault and called again when due.</summary>
    public async Task<LoopStep> StepAsync(CancellationToken ct)
    {
        var faults = new List<(string, Exception)>();
        var now = _time.GetUtcNow();
        ScanReport? scan = null;
        if (now >= _nextMonitor)
        {
            await GuardAsync("MonitorPositions", () => _useCases.Monitor.RunAsync(ct), faults, ct);
            _nextMonitor = After(now, MonitorEvery, TimeSpan.Zero);
        }

        if (now >= _nextScan)
        {
            await GuardAsync("ScanMarket", async () => scan = await _useCases.Scan.RunAsync(ct), faults, ct);
            _nextScan = After(now, TimeSpan.FromMinutes(1), ScanDelay);
        }

        await GuardAsync("ReceiveSignals", () => DrainAsync(faults, ct), faults, ct);
        return new(scan, faults);
    }

    private async Task DrainAsync(List<(string, Exception)> faults, CancellationToken ct)
    {
        while (true)
        {
            var deliveries = await _inbox.ReceiveAsync(16, Visibility, ct);
            if (deliveries.Count == 0) return;
            foreach (var delivery in deliveries) await DeliverAsync(delivery, faults, ct);
        }
    }

    private async Task DeliverAsync(QueueDelivery delivery, List<(string, Exception)> faults, CancellationToken ct)
    {
        try
        {
            await _useCases.Execute.HandleAsync(delivery.Body, ct);
            await _inbox.TryCompleteAsync(delivery, ct);
        }
        catch (UnreadableMessageException error)
        {
            await GiveUpAsync(delivery, error.Message, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await RecordAsync("ExecuteSignal", error, faults, ct);
            if (delivery.DeliveryCount >= DeliveriesMax)
                await GiveUpAsync(delivery, $"given up after {DeliveriesMax} deliveries: {error.Message}", ct);
            else await _inbox.TryAbandonAsync(delivery, RetryDelay, ct);
        }
    }

    /// <summary>The record goes first: a crash in between delivers again, and the record is written once.</summary>
    private async Task GiveUpAsync(QueueDelivery delivery, string reason, CancellationToken ct)
    {
        await _useCases.DeadLetter.HandleAsync($"message-{delivery.Id:D12}", delivery.Body, reason, ct);
        await _inbox.TryDeadLetterAsync(delivery, reason, ct);
    }

    private async Task GuardAsync(
        string useCase, Func<Task> run, List<(string, Exception)> faults, CancellationToken ct)
    {
        try
        {
            await run();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await RecordAsync(useCase, error, faults, ct);
        }
    }

    /// <summary>Where the store is what fails, the host still sees both faults and the loop goes on.</summary>
    private async Task RecordAsync(
        string useCase, Exception error, List<(string, Exception)> faults, CancellationToken ct)
    {
        faults.Add((useCase, error));
        try
        {
            await _useCases.RecordFaultAsync(useCase, error, ct);
        }
        catch (Exception second) when (second is not OperationCanceledException)
        {
            faults.Add(("RecordFault", second));
        }
    }

    /// <summary>The next instant, later than now, of a grid shifted by <paramref name="offset"/>.</summary>
    private static DateTimeOffset After(DateTimeOffset now, TimeSpan every, TimeSpan offset)
    {
        var passed = (now.UtcTicks - offset.Ticks) / every.Ticks;
        return new DateTimeOffset((passed + 1) * every.Ticks + offset.Ticks, TimeSpan.Zero);
    }
}
