using Quantum.App.Control;

namespace Quantum.Dashboard.Views;

/// <summary>What an order of the operator led to.</summary>
/// <param name="Action">The order.</param>
/// <param name="Before">The state before.</param>
/// <param name="After">The state after.</param>
/// <param name="Sentence">What happened.</param>
internal sealed record ControlView(string Action, StateView Before, StateView After, string Sentence)
{
    /// <summary>Maps a report.</summary>
    public static ControlView Of(string action, ControlReport report) =>
        new(action, StateView.Of(report.Before), StateView.Of(report.After), report.Sentence);
}
