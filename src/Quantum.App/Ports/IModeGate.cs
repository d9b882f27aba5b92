using Quantum.Core.Reasons;

namespace Quantum.App.Ports;

/// <summary>Whether the configured mode may trade: its preflight, for Live and Testnet.</summary>
public interface IModeGate
{
    /// <summary>The first failing check; <see langword="null"/> when all passed.</summary>
    Reason? Problem { get; }

    /// <summary>
    /// Repeats the checks where that is due, or takes over what another process found. It never throws for a venue or a
    /// store that fails: then <see cref="Problem"/> says in time that the last checks are too old.
    /// </summary>
    /// <param name="ct">Cancels the checks; the former ones stand.</param>
    Task RefreshAsync(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>The gate of paper mode, which risks nothing and checks nothing.</summary>
public sealed class PaperModeGate : IModeGate
{
    /// <inheritdoc/>
    public Reason? Problem => null;
}
