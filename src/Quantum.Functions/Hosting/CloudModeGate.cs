using Quantum.App.Ports;
using Quantum.Core.Reasons;

namespace Quantum.Functions.Hosting;

/// <summary>The gate of the cloud: wrong settings first, then the mode's own preflight.</summary>
/// <param name="problem">What is wrong with the settings; <see langword="null"/> when nothing is.</param>
/// <param name="mode">The mode's own gate.</param>
public sealed class CloudModeGate(Reason? problem, IModeGate mode) : IModeGate
{
    /// <inheritdoc/>
    public Reason? Problem => problem ?? mode.Problem;

    /// <inheritdoc/>
    public Task RefreshAsync(CancellationToken ct) => mode.RefreshAsync(ct);
}
