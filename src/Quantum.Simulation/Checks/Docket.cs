using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Checks;

/// <summary>Takes down what the checks of one world find. The first violation ends the world.</summary>
/// <param name="events">The world's clock.</param>
internal sealed class Docket(EventQueue events)
{
    /// <summary>The first violation; <see langword="null"/> while there is none.</summary>
    public Violation? First { get; private set; }

    /// <summary>Takes one down.</summary>
    public void Report(Invariant invariant, string text) => First ??= new(invariant, events.Now, text);

    /// <summary>Takes one down where something does not hold.</summary>
    public void Require(bool holds, Invariant invariant, Func<string> text)
    {
        if (!holds) Report(invariant, text());
    }
}
