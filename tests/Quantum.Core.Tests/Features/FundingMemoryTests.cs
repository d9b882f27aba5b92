using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Features;

public sealed class FundingMemoryTests
{
    private static readonly Symbol Near = Symbol.Of("NEARUSDT");
    private static readonly Minute Eight = Minute.Of(new DateTimeOffset(2025, 6, 2, 8, 0, 0, TimeSpan.Zero));
    private static readonly Minute Sixteen = Eight + (8 * 60);

    [Theory]
    //          minutes after 08:00, rate
    [InlineData(-1, 0)]      // nothing was settled yet
    [InlineData(0, 0.0001)]  // settled at the very open
    [InlineData(479, 0.0001)]
    [InlineData(480, -0.0003)] // noted 2 ms after the open, which some sources cut off
    public void A_candle_knows_what_was_settled_by_the_minute_of_its_open(int minutes, double rate) =>
        Assert.Equal(rate, Known().RateAt(Near, Eight + minutes));

    [Fact]
    public void Order_and_repetition_of_what_is_noted_do_not_matter()
    {
        var memory = new FundingMemory();
        memory.Note([Late, Early, Late]);
        memory.Note([Early]);
        Assert.Equal((0.0001, -0.0003), (memory.RateAt(Near, Eight), memory.RateAt(Near, Sixteen)));
    }

    [Fact]
    public void A_payment_that_two_sources_note_at_different_instants_is_one()
    {
        var memory = Known();
        memory.Note([Late with { At = Sixteen.Start, Rate = 0.5 }]);
        Assert.Equal(-0.0003, memory.RateAt(Near, Sixteen));
    }

    [Fact]
    public void A_contract_without_a_payment_has_none() =>
        Assert.Equal(FundingMemory.NoneKnown, Known().RateAt(Symbol.Of("BTCUSDT"), Sixteen));

    [Fact]
    public void What_is_forgotten_is_what_no_later_candle_needs()
    {
        var memory = Known();
        memory.ForgetBefore(Sixteen - 1);
        Assert.Equal(0.0001, memory.RateAt(Near, Sixteen - 1));
        memory.ForgetBefore(Sixteen);
        Assert.Equal(-0.0003, memory.RateAt(Near, Sixteen));
        Assert.Equal(FundingMemory.NoneKnown, memory.RateAt(Near, Sixteen - 1));
    }

    private static SettledFunding Early => new(Near, Eight.Start, 0.0001);

    private static SettledFunding Late => new(Near, Sixteen.Start.AddMilliseconds(2), -0.0003);

    private static FundingMemory Known()
    {
        var memory = new FundingMemory();
        memory.Note([Early, Late]);
        return memory;
    }
}
