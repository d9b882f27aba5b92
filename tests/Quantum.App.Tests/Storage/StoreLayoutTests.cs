using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Storage;

public sealed class StoreLayoutTests
{
    [Theory]
    [InlineData("BTCUSDT")]
    [InlineData("1000PEPEUSDT")]
    [InlineData("BTCUSDT_250627")]
    [InlineData("币安人生USDT")]
    [InlineData("ÄÖÜÉÈÀÇÑÅØÆŒŠŽÝÞÐŁĐĦŊŦ")] // 22 letters outside ASCII are the most that a key has room for.
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ1234")]
    public void Every_name_is_a_key_of_every_store(string name)
    {
        var minute = Minute.Of(World.Start);
        var symbol = Symbol.Of(name);
        var signal = new Signal(SignalId.For(minute, symbol, Side.Buy, "quantum-1"), minute, symbol, Side.Buy,
            SignalSource.RuleRsi, 0.7, Price.Of(1), 0.01, 1, null);
        foreach (var key in new[]
        {
            StoreLayout.Position(symbol), StoreLayout.Scans(minute), StoreLayout.Signals(minute),
            StoreLayout.Trades(minute), StoreLayout.Settled(minute), StoreLayout.Trade(signal),
            StoreLayout.Equity(minute), StoreLayout.Book, StoreLayout.Outages, StoreLayout.DeadLetters,
            StoreLayout.Faults, StoreLayout.ScanHead, StoreLayout.HeadRow,
        }) EntityLimits.CheckKey(key);
    }

    [Fact]
    public void Symbols_that_differ_have_positions_that_differ() =>
        Assert.Equal(5, new[] { "ÄBCUSDT", "ÅBCUSDT", "ABCUSDT", "AÄBCUSDT", "ÄÅUSDT" }
            .Select(name => StoreLayout.Position(Symbol.Of(name))).Distinct().Count());

    [Fact]
    public void Days_end_at_midnight_utc()
    {
        var last = Minute.OfKey("20250602T2359");
        Assert.Equal("scan-20250602", StoreLayout.Scans(last));
        Assert.Equal("scan-20250603", StoreLayout.Scans(last + 1));
        Assert.Equal("ledger/20250603/20250603T0000", StoreLayout.Ledger(last + 1));
    }
}
