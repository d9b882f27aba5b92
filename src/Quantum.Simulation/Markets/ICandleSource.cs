using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>
/// Where the prices of a simulated world come from: invented or recorded. A source may know the future; what is shown
/// of it is decided by <see cref="SimulatedMarket"/> alone.
/// </summary>
/// <remarks>Not safe for several threads; the market that owns a source serialises its calls.</remarks>
public interface ICandleSource
{
    /// <summary>Every contract, ordered by symbol; the list never changes, what the tapes hold does.</summary>
    IReadOnlyList<ContractTape> Contracts { get; }

    /// <summary>Makes every minute up to and including this one readable, as far as the source reaches.</summary>
    void AdvanceTo(Minute minute);
}
