using Quantum.App.Execution;
using Quantum.App.Monitoring;

namespace Quantum.App.Hosting;

/// <summary>
/// When the monitor must look again before its regular tick: after a look or an execution that left something naked or
/// unknown, and after one that failed. Hosts that pull read <see cref="DueAt"/>; hosts that are called wait here, so
/// that a position is guarded as soon in the cloud as on one machine. Not thread-safe: one for each call.
/// </summary>
/// <param name="useCases">What is executed, and where a look that fails is put on record.</param>
/// <param name="look">One look of the monitor.</param>
/// <param name="time">The clock, also of the waiting.</param>
public sealed class UrgentLooks(
    TradingUseCases useCases, Func<CancellationToken, Task<MonitorReport>> look, TimeProvider time)
{
    /// <summary>The monitor of these use cases.</summary>
    public UrgentLooks(TradingUseCases useCases, TimeProvider time)
        : this(useCases, useCases.Monitor.RunAsync, time)
    {
    }

    /// <summary>When to look again, UTC; <see langword="null"/> where the next tick is soon enough.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    private DateTimeOffset Soon => time.GetUtcNow() + Core.Positions.PositionUpkeep.LookAgainAfter;

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        DueAt = Soon; // Nobody knows what a look that fails leaves undone.
        DueAt = (await look(ct)).LookAgainAt;
    }

    /// <summary>Executes the signals of one message.</summary>
    /// <exception cref="UnreadableMessageException">It is no signal message.</exception>
    public async Task ExecuteAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        try
        {
            DueAt = (await useCases.Execute.HandleAsync(body, ct)).LookAgainAt ?? DueAt;
        }
        catch (Exception error) when (error is not (OperationCanceledException or UnreadableMessageException))
        {
            DueAt ??= Soon; // It may have failed between an entry and its stop.
            throw;
        }
    }

    /// <summary>
    /// A tick of a timer: looks, and again while that is urgent, until the next tick of the grid is due, which is then
    /// somebody else's. A first look that fails is followed up all the same and thrown in the end.
    /// </summary>
    public async Task RunTickAsync(CancellationToken ct)
    {
        var next = TradingLoop.NextMonitor(time.GetUtcNow());
        try
        {
            await LookAsync(ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await LookUntilCalmAsync(next, ct);
            throw;
        }

        await LookUntilCalmAsync(next, ct);
    }

    /// <summary>Waits and looks while that is urgent.</summary>
    /// <param name="end">What is due at this instant or later is left to others, UTC.</param>
    /// <param name="ct">Ends waiting and looking.</param>
    public async Task LookUntilCalmAsync(DateTimeOffset end, CancellationToken ct)
    {
        // Counted too: a clock that stands still, as in a test, must not keep a call for ever.
        var left = (int)Math.Ceiling((end - time.GetUtcNow()) / Core.Positions.PositionUpkeep.LookAgainAfter);
        for (; left > 0 && DueAt is { } due && due < end; left--)
        {
            var wait = due - time.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, ct);
            try
            {
                await LookAsync(ct);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                await RecordAsync(error, ct);
            }
        }
    }

    /// <summary>Where the store is what fails, the next look is still made.</summary>
    private async Task RecordAsync(Exception error, CancellationToken ct)
    {
        try
        {
            await useCases.RecordFaultAsync(CloudNames.Functions.MonitorPositions, error, ct);
        }
        catch (Exception second) when (second is not OperationCanceledException)
        {
            // What cannot be put on record stands in the log of whoever fails next at the same store.
        }
    }
}
