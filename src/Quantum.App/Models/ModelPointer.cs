using Quantum.Core.Models;

namespace Quantum.App.Models;

/// <summary>Which bundle serves, and which served before it.</summary>
/// <param name="Active">The bundle; <see langword="null"/> for none.</param>
/// <param name="Since">When the pointer moved, UTC.</param>
/// <param name="History">Versions that served before, the latest last, at most <see cref="HistoryMax"/>.</param>
public sealed record ModelPointer(BundleSummary? Active, DateTimeOffset Since, IReadOnlyList<string> History)
{
    /// <summary>Versions that are remembered.</summary>
    public const int HistoryMax = 20;

    /// <summary>The pointer moved forward.</summary>
    public ModelPointer MoveTo(BundleSummary next, DateTimeOffset now) => new(next, now,
        Active is null ? History : [.. History.Append(Active.Version).TakeLast(HistoryMax)]);
}
