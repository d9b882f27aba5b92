namespace Quantum.App.Tests.Fakes;

/// <summary>What happens at the chosen call.</summary>
public enum FaultKind
{
    /// <summary>The port fails and did nothing.</summary>
    FailBefore,

    /// <summary>The port fails though the call had its effect.</summary>
    FailAfter,

    /// <summary>The process dies before the call has an effect.</summary>
    KillBefore,

    /// <summary>The process dies after the call had its effect.</summary>
    KillAfter,
}

/// <summary>Strikes once, at the k-th call of a process; a killed process can call nothing any more.</summary>
/// <param name="kind">What happens.</param>
/// <param name="strikeAt">At which call, from 1 on.</param>
/// <param name="prefix">Only calls that begin so are counted; empty for all.</param>
public sealed class FaultPlan(FaultKind kind, int strikeAt, string prefix = "") : IPortGate
{
    private int _calls;
    private bool _isDead;

    /// <summary>The call that was struck; <see langword="null"/> while none was.</summary>
    public string? Struck { get; private set; }

    /// <inheritdoc/>
    public async Task<T> PassAsync<T>(string call, Func<Task<T>> effect)
    {
        if (_isDead) throw new ProcessKilledException(call);
        if (!call.StartsWith(prefix, StringComparison.Ordinal) || ++_calls != strikeAt) return await effect();

        Struck = $"call {strikeAt}, {call}, {kind}";
        _isDead = kind is FaultKind.KillBefore or FaultKind.KillAfter;
        if (kind is FaultKind.FailAfter or FaultKind.KillAfter) await effect();
        throw _isDead ? new ProcessKilledException(call) : new PortFaultException(call);
    }
}

/// <summary>The port fails whenever the test says so.</summary>
/// <param name="isFailing">Judges each call.</param>
public sealed class FaultSwitch(Func<string, bool> isFailing) : IPortGate
{
    /// <inheritdoc/>
    public async Task<T> PassAsync<T>(string call, Func<Task<T>> effect) =>
        isFailing(call) ? throw new PortFaultException(call) : await effect();
}

/// <summary>Lets the test do something just before a call.</summary>
/// <param name="before">Gets every call.</param>
public sealed class CallHook(Func<string, Task> before) : IPortGate
{
    /// <inheritdoc/>
    public async Task<T> PassAsync<T>(string call, Func<Task<T>> effect)
    {
        await before(call);
        return await effect();
    }
}
