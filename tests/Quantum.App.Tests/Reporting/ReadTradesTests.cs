using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Reporting;

public sealed class ReadTradesTests
{
    [Fact]
    public async Task Trades_of_two_days_come_in_the_order_of_their_close()
    {
        var world = World.Generate(1, 3);
        var midnight = Minute.OfKey("20250603T0000");
        await WriteAsync(world, midnight - 1, closed: 30, "BBBUSDT");
        await WriteAsync(world, midnight, closed: 10, "CCCUSDT");
        await WriteAsync(world, midnight + 1, closed: 10, "AAAUSDT");
        await WriteAsync(world, midnight + 2, closed: 1, "DDDUSDT");
        var trades = await world.Open().Trades.HandleAsync(midnight - 1, midnight + 2, default);
        Assert.Equal(["AAAUSDT", "CCCUSDT", "BBBUSDT"], trades.Select(trade => trade.Symbol.Name));
    }

    [Fact]
    public async Task Positions_of_a_span_are_those_that_were_open_in_it_however_old_their_signal()
    {
        var world = World.Generate(1, 3);
        var (day, noon) = (Minute.OfKey("20250603T0000"), Minute.Of(World.Start.AddDays(1)));
        await WriteAsync(world, day - 1, closed: 30, "BBBUSDT");
        await WriteAsync(world, day, closed: 10, "AAAUSDT");
        await WriteAsync(world, day, closed: 4, "CCCUSDT"); // Closed before.
        await WriteAsync(world, noon + 20, closed: 40, "DDDUSDT"); // Opened after.
        await world.Store.UpdateAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead,
            _ => new(new ScanHead(day - 1, noon + 60)), default);

        var held = await world.Open().Trades.HeldAsync(noon + 5, noon + 20, default);

        Assert.Equal(["AAAUSDT", "BBBUSDT"], held.Select(trade => trade.Symbol.Name));
    }

    private static Task WriteAsync(World world, Minute minute, int closed, string name)
    {
        var symbol = Symbol.Of(name);
        var id = SignalId.For(minute, symbol, Side.Buy, "quantum-1");
        var signal = new Signal(id, minute, symbol, Side.Buy, SignalSource.RuleRsi, 0.7, Price.Of(1), 0.01, 1, null);
        var trade = new Trade(id, symbol, Side.Buy, SignalSource.RuleRsi, 0.7, minute, minute.Start,
            World.Start.AddDays(1).AddMinutes(closed), 1, 1, 1, 0, 0, 0, CloseType.TakeProfit, 0, 0);
        return world.Store.TryInsertAsync(StoreLayout.Trades(minute), StoreLayout.Trade(signal), trade,
            DocumentJson.Default.Trade, default);
    }
}
