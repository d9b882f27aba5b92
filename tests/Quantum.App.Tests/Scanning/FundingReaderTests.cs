using Quantum.App.Scanning;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;

namespace Quantum.App.Tests.Scanning;

/// <summary>A market that settles 0.01 % at 00, 08 and 16 o'clock, read from noon on.</summary>
public sealed class FundingReaderTests
{
    private static readonly Minute Noon = Minute.Of(World.Start);
    private static readonly Symbol First = FlatMarket.SymbolOf(0);

    [Fact]
    public async Task The_first_reading_knows_what_every_minute_of_a_window_may_know()
    {
        var (world, _) = await World.FlatAsync(2);
        var reader = new FundingReader(world.Market);
        await reader.RefreshAsync(Noon - 1, default);
        Assert.Equal(0.0001, reader.Memory.RateAt(First, Noon - 1));
        Assert.Equal(0.0001, reader.Memory.RateAt(First, Noon - 64));
    }

    [Fact]
    public async Task Payments_are_asked_for_in_the_first_minutes_of_an_hour_only()
    {
        var (world, _) = await World.FlatAsync(1);
        var asked = new List<int>();
        var minute = Noon - 1;
        var reader = new FundingReader(new GatedMarketData(world.Market, new FaultSwitch(call =>
        {
            if (call == "market.Funding") asked.Add(minute - Noon);
            return false;
        })));
        for (; minute < Noon + 62; minute += 1)
        {
            world.Time.AdvanceTo((minute + 1).Start.AddSeconds(5));
            await reader.RefreshAsync(minute, default);
        }

        Assert.Equal([-1, 0, 1, 2, 3, 4, 60, 61], asked);
    }

    [Fact]
    public async Task A_venue_that_does_not_answer_is_asked_again_in_the_next_minute()
    {
        var (world, _) = await World.FlatAsync(1);
        var (isAway, asked) = (true, 0);
        var reader = new FundingReader(new GatedMarketData(world.Market, new FaultSwitch(call =>
        {
            asked++;
            return isAway;
        })));
        await reader.RefreshAsync(Noon + 10, default);
        Assert.Equal((1, 0), (asked, reader.Memory.RateAt(First, Noon - 1)));
        isAway = false;
        await reader.RefreshAsync(Noon + 11, default);
        Assert.Equal((2, 0.0001), (asked, reader.Memory.RateAt(First, Noon - 1)));
        await reader.RefreshAsync(Noon + 12, default);
        Assert.Equal(2, asked);
    }
}
