using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Signals;

namespace Quantum.Core.Tests.Accounting;

public class TradesHashTests
{
    private static readonly Minute Noon = Minute.OfKey("20250602T1200");

    private static readonly Trade One = new(SignalId.For(Noon, Symbol.Of("NEARUSDT"), Side.Buy, "quantum-1"),
        Symbol.Of("NEARUSDT"), Side.Buy, SignalSource.RuleRsi, 0.7, Noon, Noon.Start.AddSeconds(1),
        Noon.Start.AddMinutes(9), 100.5m, 2.5m, 2.6m, 10.05m, -0.25m, 0.01m, CloseType.TakeProfit, 0, 0);

    public static TheoryData<Trade> Changes =>
    [
        One with { Side = Side.Sell },
        One with { Quantity = 100.6m },
        One with { ExitPrice = 2.61m },
        One with { ClosedAt = One.ClosedAt.AddTicks(1) },
        One with { Funding = -0.01m },
        One with { Close = CloseType.StopLoss },
    ];

    [Fact]
    public void The_same_trades_have_the_same_hash_and_their_order_counts()
    {
        var other = One with { RealisedPnl = 1 };
        Assert.Equal(64, TradesHash.Of([]).Length);
        Assert.Equal(TradesHash.Of([One, other]), TradesHash.Of([One with { }, other with { }]));
        Assert.NotEqual(TradesHash.Of([One, other]), TradesHash.Of([other, One]));
        Assert.NotEqual(TradesHash.Of([One]), TradesHash.Of([One, One]));
    }

    [Fact]
    public void How_a_venue_writes_a_number_does_not_count() =>
        Assert.Equal(TradesHash.Of([One]), TradesHash.Of([One with { Quantity = 100.500m, RealisedPnl = 10.0500m }]));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_a_trade_did_changes_the_hash(Trade changed) =>
        Assert.NotEqual(TradesHash.Of([One]), TradesHash.Of([changed]));
}
