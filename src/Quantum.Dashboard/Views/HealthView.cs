using Quantum.App.Reporting;
using Quantum.Core.Diagnosis;

namespace Quantum.Dashboard.Views;

/// <summary>How a component is, without the evidence: this is what anybody may read.</summary>
/// <param name="Component">E.g. <c>safety</c>.</param>
/// <param name="Level"><c>absent</c>, <c>good</c>, <c>warning</c> or <c>bad</c>.</param>
internal sealed record LevelView(string Component, string Level);

/// <summary>Health for monitors.</summary>
/// <param name="At">UTC.</param>
/// <param name="Status">The worst level of all components that exist.</param>
/// <param name="Components">In the order in which a minute passes them.</param>
internal sealed record HealthView(DateTimeOffset At, string Status, IReadOnlyList<LevelView> Components)
{
    /// <summary>Maps a report.</summary>
    public static HealthView Of(StatusReport report) => new(
        report.At,
        ReasonView.Text(report.Health.Select(row => row.Level).DefaultIfEmpty(HealthLevel.Bad).Max()),
        [.. report.Health.Select(row => new LevelView(row.Component, ReasonView.Text(row.Level)))]);
}
