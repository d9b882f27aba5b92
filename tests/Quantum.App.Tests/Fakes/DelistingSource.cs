using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.App.Tests.Fakes;

/// <summary>A market in which some contracts are announced to end and some have ended.</summary>
/// <param name="inner">Where the prices come from.</param>
public sealed class DelistingSource(ICandleSource inner) : ICandleSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ContractTape> Contracts { get; } =
    [
        .. inner.Contracts.Select((tape, index) => (index % 10) switch
        {
            3 => tape with { Rules = tape.Rules with { Status = ContractStatus.Delisting } },
            7 => tape with { Rules = tape.Rules with { Status = ContractStatus.Closed } },
            _ => tape,
        }),
    ];

    /// <inheritdoc/>
    public void AdvanceTo(Minute minute) => inner.AdvanceTo(minute);
}
