using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Markets;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Signals;

public class SignalIdTests
{
    [Theory]
    // First 80 bits of SHA-256("quantum-1|20250602T1820|NEARUSDT|1") as base 32, and so on: computed outside this code.
    [InlineData("NEARUSDT", Side.Buy, "quantum-1", "u7dr3unsrni2owk5")]
    [InlineData("NEARUSDT", Side.Sell, "quantum-1", "src6aan2b7c4fmpc")]
    [InlineData("1000PEPEUSDT", Side.Buy, "quantum-2", "yktn7uupr333wmeo")]
    public void An_id_is_the_same_on_every_machine_for_ever(string symbol, Side side, string strategy, string id) =>
        Assert.Equal(id, SignalId.For(Sample.Minute, Symbol.Of(symbol), side, strategy).Text);

    [Fact]
    public void Whatever_differs_makes_another_id()
    {
        var ids = from minute in Enumerable.Range(0, 60)
                  from symbol in new[] { Sample.Near, Sample.Sol, Symbol.Of("1000PEPEUSDT") }
                  from side in new[] { Side.Buy, Side.Sell }
                  from strategy in new[] { "quantum-1", "quantum-2" }
                  select SignalId.For(Sample.Minute + minute, symbol, side, strategy);
        Assert.Equal(60 * 3 * 2 * 2, ids.Distinct().Count());
    }

    [Fact]
    public void Every_id_reads_back_and_is_16_characters_long() => Prop.ForAll(
        Gen.Choose(0, 60_000_000).ToArbitrary(), index =>
        {
            var id = SignalId.For(new Minute(index), Sample.Near, Side.Sell, "quantum-1");
            Assert.Equal(SignalId.Length, id.Text.Length);
            Assert.Equal(id, SignalId.Of(id.Text));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghijklmno")]
    [InlineData("abcdefghijklmnopq")]
    [InlineData("abcdefghijklmno1")] // 1 is not in the alphabet
    [InlineData("ABCDEFGHIJKLMNOP")]
    public void Other_texts_are_no_ids(string text) => Assert.Throws<FormatException>(() => SignalId.Of(text));

    [Fact]
    public void A_signal_without_a_direction_has_no_id() => Assert.Throws<ArgumentOutOfRangeException>(
        () => SignalId.For(Sample.Minute, Sample.Near, Side.None, "quantum-1"));

    [Fact]
    public void The_default_throws_when_read_and_prints_itself()
    {
        Assert.Throws<InvalidOperationException>(() => default(SignalId).Text);
        Assert.Equal("(no signal)", default(SignalId).ToString());
    }

    [Fact]
    public void The_order_is_ordinal()
    {
        var (first, second) = (SignalId.Of("aaaaaaaaaaaaaaaa"), SignalId.Of("aaaaaaaaaaaaaaab"));
        Assert.True(first < second && second > first && first <= second && second >= first);
    }
}
