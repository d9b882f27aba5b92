using Quantum.App.Execution;
using Quantum.App.Ports;
using Quantum.App.Scanning;

namespace Quantum.App.Hosting;

/// <summary>
/// Runs use cases so that none takes its host down: one that fails is kept as a fault, and its timer or queue calls it
/// again. Hosts that pull and simulated worlds share it.
/// </summary>
/// <param name="useCases">What is run.</param>
/// <param name="inbox">The receiving end of the queue.</param>
/// <param name="time">The clock.</param>
public sealed class UseCaseRunner(TradingUseCases useCases, ISignalInbox inbox, TimeProvider time)
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly List<(string UseCase, Exception Error)> _faults = [];
    private readonly UrgentLooks _looks = new(useCases, time);

    /// <summary>What failed since <see cref="TakeFaults"/> was last called, with what it threw.</summary>
    public IReadOnlyList<(string UseCase, Exception Error)> Faults => _faults;

    /// <summary>The faults so far; the list begins anew.</summary>
    public IReadOnlyList<(string UseCase, Exception Error)> TakeFaults()
    {
        var taken = _faults.ToList();
        _faults.Clear();
        return taken;
    }

    /// <summary>
    /// When it is urgent to run the monitor again, UTC; <see langword="null"/> where its next tick is soon enough.
    /// </summary>
    public DateTimeOffset? LookAgainAt => _looks.DueAt;

    /// <summary>One tick of the monitor.</summary>
    public Task MonitorAsync(CancellationToken ct) => GuardAsync("MonitorPositions", () => _looks.LookAsync(ct), ct);

    /// <summary>One tick of the scanner; <see langword="null"/> when it failed.</summary>
    public async Task<ScanReport?> ScanAsync(CancellationToken ct)
    {
        ScanReport? report = null;
        await GuardAsync("ScanMarket", async () => report = await useCases.Scan.RunAsync(ct), ct);
        return report;
    }

    /// <summary>Deals with messages until none is visible.</summary>
    public Task DrainAsync(CancellationToken ct) => GuardAsync("ReceiveSignals", () => DeliverAllAsync(ct), ct);

    private async Task DeliverAllAsync(CancellationToken ct)
    {
        while (true)
        {
            var deliveries = await inbox.ReceiveAsync(16, Visibility, ct);
            if (deliveries.Count == 0) return;
            foreach (var delivery in deliveries) await DeliverAsync(delivery, ct);
        }
    }

    private async Task DeliverAsync(QueueDelivery delivery, CancellationToken ct)
    {
        try
        {
            await _looks.ExecuteAsync(delivery.Body, ct);
            await inbox.TryCompleteAsync(delivery, ct);
        }
        catch (UnreadableMessageException error)
        {
            await GiveUpAsync(delivery, error.Message, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await RecordAsync("ExecuteSignal", error, ct);
            if (delivery.DeliveryCount >= TradingLoop.DeliveriesMax)
            {
                await GiveUpAsync(
                    delivery, $"given up after {TradingLoop.DeliveriesMax} deliveries: {error.Message}", ct);
            }
            else
            {
                await inbox.TryAbandonAsync(delivery, RetryDelay, ct);
            }
        }
    }

    /// <summary>The record goes first: a crash in between delivers again, and the record is written once.</summary>
    private async Task GiveUpAsync(QueueDelivery delivery, string reason, CancellationToken ct)
    {
        await useCases.DeadLetter.HandleAsync($"message-{delivery.Id:D12}", delivery.Body, reason, ct);
        await inbox.TryDeadLetterAsync(delivery, reason, ct);
    }

    private async Task GuardAsync(string useCase, Func<Task> run, CancellationToken ct)
    {
        try
        {
            await run();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await RecordAsync(useCase, error, ct);
        }
    }

    /// <summary>Where the store is what fails, the host still sees both faults and the loop goes on.</summary>
    private async Task RecordAsync(string useCase, Exception error, CancellationToken ct)
    {
        _faults.Add((useCase, error));
        try
        {
            await useCases.RecordFaultAsync(useCase, error, ct);
        }
        catch (Exception second) when (second is not OperationCanceledException)
        {
            _faults.Add(("RecordFault", second));
        }
    }
}
