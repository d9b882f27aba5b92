using Quantum.App.Storage;
using Quantum.Cli.Datasets;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Signals;

namespace Quantum.Cli.Tests.Datasets;

public class SignalHistoryTests
{
    private static readonly Minute Scan = Minute.OfKey("20250602T1201");
    private static readonly SignalRow Bought = Signal("NEARUSDT", Side.Buy);
    private static readonly SignalRow Sold = Signal("ADAUSDT", Side.Sell);
    private static readonly Trade Ended = new(Bought.Signal.Id, Bought.Signal.Symbol, Side.Buy, SignalSource.RuleRsi,
        0.7, Scan, Scan.Start, Scan.Start.AddMinutes(7), 10, 2.5m, 2.6m, 1, -0.02m, 0, CloseType.TakeProfit, 0, 0);

    [Fact]
    public void Signals_stand_at_the_candle_before_their_scan_and_a_trade_knows_more_than_its_signal()
    {
        var history = SignalHistory.Of([Bought, Sold], [Ended]);
        var near = Assert.Single(history.Of(Symbol.Of("NEARUSDT")));
        Assert.Equal((Scan - 1, 7), (near.Key, near.Value.Realised.ExitMinutes));
        Assert.False(Assert.Single(history.Of(Symbol.Of("ADAUSDT"))).Value.Realised.IsKnown);
        Assert.Empty(history.Of(Symbol.Of("BTCUSDT")));
    }

    [Fact]
    public void What_was_read_is_counted_and_hashed_in_an_order_of_its_own()
    {
        var source = SignalHistory.Of([Bought, Sold], [Ended]).Source!;
        Assert.Equal((2, 1), (source.Signals, source.Trades));
        Assert.Equal(source, SignalHistory.Of([Sold, Bought], [Ended]).Source);
        // Computed elsewhere, of the lines that the code describes: the same run gives it on every machine.
        Assert.Equal("22ede0d10412f3d2ac8f6d5029d339575e3b1d5efbc1406fa7a8eea9e48ca7ad", source.Sha256);
    }

    [Fact]
    public void Whatever_weights_and_returns_rest_on_changes_the_hash()
    {
        string Hash(SignalRow[] signals, params Trade[] trades) => SignalHistory.Of(signals, trades).Source!.Sha256;
        string[] hashes =
        [
            Hash([]),
            Hash([Bought]),
            Hash([Bought, Sold]),
            Hash([Signal("NEARUSDT", Side.Sell), Sold]),
            Hash([Bought, Sold], Ended),
            Hash([Bought, Sold], Ended with { RealisedPnl = 2 }),
            Hash([Bought, Sold], Ended with { ClosedAt = Ended.ClosedAt.AddMinutes(1) }),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Without_a_run_there_is_nothing_to_tell() => Assert.Null(SignalHistory.None.Source);

    private static SignalRow Signal(string symbol, Side side) => new(new Signal(
        SignalId.For(Scan, Symbol.Of(symbol), side, "quantum-1"), Scan, Symbol.Of(symbol), side, SignalSource.RuleRsi,
        0.75, Price.Of(2.5m), 0.01, 1_000_000m, ModelVersion: null), Outcome: null, EndedAt: null);
}
