using Quantum.Simulation.Venues;

namespace Quantum.Simulation.Tests.Venues;

public sealed class PaperVenueOptionsTests
{
    public static readonly TheoryData<PaperVenueOptions, string> Samples = new()
    {
        { new(), "" },
        { new() { Deposit = 1_000_000_000 }, "" },
        { new() { Deposit = 0 }, "Deposit 0 is not in (0, 1000000000] USDT" },
        { new() { TakerFeeRate = 0 }, "" },
        { new() { TakerFeeRate = 0.011m }, "TakerFeeRate 0.011 is not in [0, 0.01]" },
        { new() { SlippageBps = 500 }, "" },
        { new() { SlippageBps = 501 }, "SlippageBps 501 is not in [0, 500]" },
        { new() { LiquidationFeeRate = -1 }, "LiquidationFeeRate -1 is not in [0, 0.1]" },
        { new() { LeverageDefault = 126 }, "LeverageDefault 126 is not in [1, 125]" },
        { new() { WriteAfter = TimeSpan.FromHours(2) }, "WriteAfter 02:00:00 is not in [00:00:01, 01:00:00]" },
        { new() { Deposit = -1, LeverageDefault = 0 },
            "Deposit -1 is not in (0, 1000000000] USDT|LeverageDefault 0 is not in [1, 125]" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_value_out_of_range_is_named_with_its_range(PaperVenueOptions options, string problems) =>
        Assert.Equal(problems, string.Join('|', options.Problems()));
}
