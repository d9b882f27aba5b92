using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>One call of a port on its way to the real thing.</summary>
/// <typeparam name="T">What it answers.</typeparam>
/// <param name="Call">Which method.</param>
/// <param name="Effect">The real call; gets the fault where it concerns the effect itself.</param>
/// <param name="Failure">What the caller sees when the call fails; it throws where the port says so.</param>
internal readonly record struct GatedCall<T>(PortCall Call, Func<Fault, T> Effect, Func<Fault, T> Failure);

/// <summary>
/// What every port call of one instance passes through: it takes a little time, and whatever the plan says happens to
/// it. A dead instance hears no more answers, so its memory is gone as that of a killed process is.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="host">The host's number.</param>
internal sealed class PortGate(WorldCore world, int host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The instance is dead.</summary>
    public bool IsDead { get; private set; }

    /// <summary>What happens when a fault kills the instance.</summary>
    public Action? Killed { get; set; }

    /// <summary>Number of the tick at work.</summary>
    public int Invocation { get; set; }

    /// <summary>Port calls of the tick so far.</summary>
    public int Calls { get; set; }

    /// <summary>Its clock less the world's.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Ends the instance: nothing that it waits for will ever come.</summary>
    public void Kill()
    {
        if (IsDead) return;
        IsDead = true;
        Killed?.Invoke();
    }

    /// <summary>Lets a call through, or does to it what the plan says.</summary>
    public Task<T> PassAsync<T>(GatedCall<T> call, CancellationToken ct)
    {
        var waiting = new TaskCompletionSource<T>();
        if (IsDead) return waiting.Task;
        var site = new CallSite(host, Invocation, ++Calls);
        var fault = world.Strike(site, call.Call);
        var delay = world.LatencyOf(site);
        switch (fault.Kind)
        {
            case FaultKind.KillBefore:
                Kill();
                break;
            case FaultKind.KillAfter:
                Run(call.Effect, fault);
                Kill();
                break;
            case FaultKind.FailBefore or FaultKind.RateLimited or FaultKind.Rejected:
                Answer(waiting, Run(call.Failure, fault), delay, ct);
                break;
            case FaultKind.FailAfter or FaultKind.FalseConflict:
                Run(call.Effect, fault);
                Answer(waiting, Run(call.Failure, fault), delay, ct);
                break;
            case FaultKind.TimeoutBefore:
                Answer(waiting, Run(call.Failure, fault), Patience, ct);
                break;
            case FaultKind.TimeoutAfter:
                Run(call.Effect, fault);
                Answer(waiting, Run(call.Failure, fault), Patience, ct);
                break;
            case FaultKind.LateEffect:
                Answer(waiting, Run(call.Failure, fault), delay, ct);
                world.Events.After(delay + fault.Between(0.1, 5), () => Run(call.Effect, fault));
                break;
            case FaultKind.Slow:
                Answer(waiting, Run(call.Effect, fault), fault.Between(0.5, 9), ct);
                break;
            default:
                Answer(waiting, Run(call.Effect, fault), delay, ct);
                break;
        }

        return waiting.Task;
    }

    private void Answer<T>(TaskCompletionSource<T> waiting, Outcome<T> outcome, TimeSpan delay, CancellationToken ct) =>
        world.Events.After(delay, () =>
        {
            if (IsDead) return;
            if (ct.IsCancellationRequested) waiting.SetException(new OperationCanceledException(ct));
            else if (outcome.Error is { } error) waiting.SetException(error);
            else waiting.SetResult(outcome.Value!);
        });

    private static Outcome<T> Run<T>(Func<Fault, T> call, Fault fault)
    {
        try
        {
            return new(call(fault), null);
        }
        catch (Exception error)
        {
            return new(default, error); // It is the caller's, and reaches him with the answer.
        }
    }

    private readonly record struct Outcome<T>(T? Value, Exception? Error);
}
