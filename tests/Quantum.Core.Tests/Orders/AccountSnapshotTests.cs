using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Orders;

public class AccountSnapshotTests
{
    [Fact]
    public void Equity_is_the_balance_and_every_positions_unrealised_profit()
    {
        var near = new VenuePosition(
            Sample.Near, Side.Buy, Quantity.Of(10), Price.Of(2.5m), Price.Of(2.4m), -1, null, 1, 25);
        var sol = near with { Symbol = Sample.Sol, UnrealisedPnl = 3.5m };
        var snapshot = Sample.Snapshot(Sample.Now, 1000) with { Positions = [near, sol] };
        Assert.Equal(1002.5m, snapshot.Equity);
        Assert.Same(sol, snapshot.PositionIn(Sample.Sol));
        Assert.Null(snapshot.PositionIn(Symbol.Of("BTCUSDT")));
    }
}
