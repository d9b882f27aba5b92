using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Tests.Faults;

public class SeededFaultsTests
{
    [Fact]
    public void A_place_has_the_same_fault_whatever_was_asked_before()
    {
        var (one, two) = (new SeededFaults(9, FaultProfile.Hell), new SeededFaults(9, FaultProfile.Hell));
        var places = Enumerable.Range(0, 500).Select(call => new CallSite(2, call / 7, call)).ToList();
        var forward = places.Select(place => one.At(place, PortCall.StoreWrite)).ToList();
        var backward = places.AsEnumerable().Reverse().Select(place => two.At(place, PortCall.StoreWrite)).ToList();
        Assert.Equal(forward, backward.AsEnumerable().Reverse());
        Assert.Contains(forward, fault => fault.Kind == FaultKind.KillAfter);
        Assert.NotEqual(forward, places.Select(place =>
            new SeededFaults(10, FaultProfile.Hell).At(place, PortCall.StoreWrite)));
    }

    [Theory]
    [InlineData("none", 0, 0)]
    [InlineData("calm", 1, 300)]
    [InlineData("normal", 3_000, 8_000)]
    [InlineData("hell", 50_000, 90_000)]
    public void A_profile_strikes_as_often_as_it_says(string name, int least, int most)
    {
        var faults = new SeededFaults(1, FaultProfile.Named(name)!);
        var struck = Enumerable.Range(0, 1_000_000)
            .Count(call => faults.At(new(4, call, 1), PortCall.StoreWrite).Kind != FaultKind.None);
        Assert.InRange(struck, least, most);
    }

    [Fact]
    public void Every_kind_of_fault_can_strike_somewhere_and_no_call_is_certain_to_fail()
    {
        var kinds = new HashSet<FaultKind>();
        foreach (var call in Enum.GetValues<PortCall>())
        {
            var sum = 0.0;
            foreach (var (kind, rate) in FaultProfile.Hell.RatesOf(call))
            {
                kinds.Add(kind);
                sum += rate;
            }

            Assert.InRange(sum, 0, 0.9);
        }

        Assert.Equal(Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None).Order(), kinds.Order());
    }

    [Fact]
    public void An_unknown_profile_is_none() => Assert.Null(FaultProfile.Named("stormy"));
}
