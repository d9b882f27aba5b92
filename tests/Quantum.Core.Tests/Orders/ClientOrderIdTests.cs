using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Orders;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Orders;

public class ClientOrderIdTests
{
    [Theory]
    [InlineData(OrderLeg.Entry, 0, "-e0")]
    [InlineData(OrderLeg.Stop, 1, "-s1")]
    [InlineData(OrderLeg.TakeProfit, 0, "-t0")]
    [InlineData(OrderLeg.Exit, 12, "-x12")]
    [InlineData(OrderLeg.Bridge, 3, "-b3")]
    public void An_id_names_account_signal_leg_and_epoch(OrderLeg leg, int epoch, string ending) =>
        Assert.Equal($"p01-{Sample.Signal().Id}{ending}", Sample.Id(leg, epoch).Text);

    [Fact]
    public void Every_leg_of_every_epoch_fits_the_venues_pattern_and_is_distinct() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), epoch =>
        {
            var legs = Enum.GetValues<OrderLeg>().Where(leg => leg != OrderLeg.None).ToList();
            var ids = legs.Select(leg => Sample.Id(leg, epoch).Text).ToList();
            Assert.All(ids, id => Assert.Matches(new Regex(@"^[\.A-Z\:/a-z0-9_-]{1,36}$"), id));
            Assert.Equal(legs.Count, ids.Distinct().Count());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_largest_epoch_still_fits() =>
        Assert.InRange(Sample.Id(OrderLeg.Bridge, int.MaxValue).Text.Length, 1, ClientOrderId.LengthMax);

    [Theory]
    [InlineData("autoclose-1687000000000")] // a liquidation of the venue
    [InlineData("a")]
    [InlineData("web_AbC:/.-9")]
    [InlineData("123456789012345678901234567890123456")]
    public void Foreign_ids_can_be_read(string text) => Assert.Equal(text, ClientOrderId.Of(text).Text);

    [Theory]
    [InlineData("")]
    [InlineData("1234567890123456789012345678901234567")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\n")] // a $ would let the newline pass
    public void What_the_venue_would_refuse_is_no_id(string text) =>
        Assert.Throws<FormatException>(() => ClientOrderId.Of(text));

    [Theory]
    [InlineData("p01-abc-e0", true)]
    [InlineData("p011-abc-e0", false)]
    [InlineData("p02-abc-e0", false)]
    [InlineData("autoclose-p01-", false)]
    public void Only_ids_of_the_account_are_ours(string text, bool isOurs) =>
        Assert.Equal(isOurs, ClientOrderId.Of(text).BelongsTo("p01"));

    [Theory]
    [InlineData("autoclose-1687000000000", true)]
    [InlineData("adl_autoclose", false)]
    [InlineData("settlement_autoclose-1", false)]
    [InlineData("p01-abc-s0", false)]
    public void The_venues_own_liquidations_are_known(string text, bool isLiquidation) =>
        Assert.Equal(isLiquidation, ClientOrderId.Of(text).IsLiquidation);

    [Fact]
    public void An_order_without_a_leg_has_no_id() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Id(OrderLeg.None));

    [Fact]
    public void The_default_throws_when_read_and_prints_itself()
    {
        Assert.Throws<InvalidOperationException>(() => default(ClientOrderId).Text);
        Assert.Equal("(no order)", default(ClientOrderId).ToString());
    }
}
