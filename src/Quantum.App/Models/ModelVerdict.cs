using Quantum.Core.Models;

namespace Quantum.App.Models;

/// <summary>What the gates said of a bundle the last time that they were asked.</summary>
/// <param name="Version">Its version, spelt safely.</param>
/// <param name="At">When, UTC.</param>
/// <param name="ManifestSha256">Hash of the manifest that was judged; empty where it could not be read.</param>
/// <param name="IsPromoted">Whether it passed them all and serves.</param>
/// <param name="Gates">What each gate said, up to the first that refused.</param>
public sealed record ModelVerdict(string Version, DateTimeOffset At, string ManifestSha256, bool IsPromoted,
    IReadOnlyList<GateResult> Gates)
{
    /// <summary>The gate that refused; <see langword="null"/> where none did.</summary>
    public GateResult? Refusal => Gates.FirstOrDefault(gate => !gate.Passed);

    /// <summary>The refusal as the health report takes it; <see langword="null"/> where there is none.</summary>
    public ModelRefusal? ToRefusal() =>
        Refusal is { Refusal: { } reason } gate ? new(Version, At, reason, gate.Evidence) : null;
}
