using Quantum.Core.Reasons;

namespace Quantum.Core.Models;

/// <summary>What a scanning process serves now.</summary>
/// <param name="Owner">The process.</param>
/// <param name="Version">The bundle that is loaded; <see langword="null"/> for none.</param>
/// <param name="At">When that was last so or became so, UTC.</param>
/// <param name="Swaps">Bundles that the process has loaded.</param>
/// <param name="Silence">Why it does not speak; <see langword="null"/> where it does.</param>
/// <param name="Problem">What went wrong with the last load or answer, in words.</param>
/// <param name="WantsRecycling">Whether it has swapped so often that it should be started anew.</param>
public sealed record ModelServing(string Owner, string? Version, DateTimeOffset At, int Swaps, Reason? Silence,
    string? Problem, bool WantsRecycling);
