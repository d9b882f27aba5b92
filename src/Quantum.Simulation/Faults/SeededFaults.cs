namespace Quantum.Simulation.Faults;

/// <summary>The plan of a seed: every place draws its own fault, at the rates of a profile.</summary>
/// <param name="seed">The world's seed.</param>
/// <param name="profile">How often what happens.</param>
public sealed class SeededFaults(ulong seed, FaultProfile profile) : IFaultPlan
{
    private const ulong KindPurpose = 11;
    private const ulong SharePurpose = 12;

    /// <inheritdoc/>
    public Fault At(CallSite site, PortCall call)
    {
        var left = site.Uniform(seed, KindPurpose + ((ulong)call << 8));
        foreach (var (kind, rate) in profile.RatesOf(call))
        {
            if (left < rate) return new(kind, site.Uniform(seed, SharePurpose + ((ulong)call << 8)));
            left -= rate;
        }

        return Fault.None;
    }
}
