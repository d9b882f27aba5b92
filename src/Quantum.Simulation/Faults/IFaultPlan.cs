namespace Quantum.Simulation.Faults;

/// <summary>Decides what goes wrong where. The same plan gives the same answers.</summary>
public interface IFaultPlan
{
    /// <summary>The fault of a place.</summary>
    Fault At(CallSite site, PortCall call);
}

/// <summary>A plan of single faults and no others: what is left of a seed while it is shrunk.</summary>
/// <param name="faults">The faults that may strike.</param>
public sealed class ListedFaults(IEnumerable<InjectedFault> faults) : IFaultPlan
{
    private readonly Dictionary<(CallSite Site, PortCall Call), Fault> _faults =
        faults.DistinctBy(fault => (fault.Site, fault.Call))
            .ToDictionary(fault => (fault.Site, fault.Call), fault => fault.Fault);

    /// <inheritdoc/>
    public Fault At(CallSite site, PortCall call) => _faults.GetValueOrDefault((site, call));
}
