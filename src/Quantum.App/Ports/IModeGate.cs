using Quantum.Core.Reasons;

namespace Quantum.App.Ports;

/// <summary>Whether the configured mode may trade: its preflight, for Live and Testnet.</summary>
public interface IModeGate
{
    /// <summary>The first failing check; <see langword="null"/> when all passed.</summary>
    Reason? Problem { get; }
}

/// <summary>The gate of paper mode, which risks nothing and checks nothing.</summary>
public sealed class PaperModeGate : IModeGate
{
    /// <inheritdoc/>
    public Reason? Problem => null;
}
