namespace Quantum.App.Tests.Fakes;

/// <summary>What every call of a port passes through on its way to the real thing.</summary>
public interface IPortGate
{
    /// <summary>Lets a call through, or does something to it.</summary>
    /// <param name="call">The call, e.g. <c>venue.Submit</c>.</param>
    /// <param name="effect">The real call.</param>
    /// <exception cref="PortFaultException">The port fails; its decorator says so in the words of the port.</exception>
    /// <exception cref="ProcessKilledException">The process is dead.</exception>
    Task<T> PassAsync<T>(string call, Func<Task<T>> effect);
}

/// <summary>The outside world failed; nothing is known about the effect of the call.</summary>
public sealed class PortFaultException(string call) : Exception($"planned fault at {call}");

/// <summary>The process died at this call; a test goes on with new use cases over the same stores and venue.</summary>
public sealed class ProcessKilledException(string call) : Exception($"killed at {call}");
