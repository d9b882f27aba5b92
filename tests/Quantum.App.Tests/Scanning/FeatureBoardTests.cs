using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Features;
using Quantum.Core.Filters;
using Quantum.Core.Markets;

namespace Quantum.App.Tests.Scanning;

public sealed class FeatureBoardTests
{
    private static readonly Minute Noon = Minute.Of(World.Start);

    [Fact]
    public async Task The_first_fetch_is_the_warm_up_and_later_ones_only_what_is_missing()
    {
        var (world, _) = await World.FlatAsync(2);
        var board = new FeatureBoard(world.Market, warmUpMinutes: 20);
        await board.RefreshAsync(world.Now, default);
        Assert.Equal(40, (await board.AdvanceAsync(Noon - 1, default)).Candles);
        Assert.Equal(0, (await board.AdvanceAsync(Noon - 1, default)).Candles);
        world.Time.AdvanceTo(world.Now.AddMinutes(3));
        Assert.Equal(6, (await board.AdvanceAsync(Noon + 2, default)).Candles);
        Assert.Equal(23, board.FeaturesOf(FlatMarket.SymbolOf(1)).Unbroken);
    }

    [Fact]
    public async Task Candles_that_are_sent_twice_are_folded_once()
    {
        var (world, _) = await World.FlatAsync(1);
        var stuttering = new RetoldMarket(world.Market, (answer, _) => answer with
        {
            Candles = [.. answer.Candles.SelectMany(candle => new[] { candle, candle })],
        });
        var board = new FeatureBoard(stuttering, warmUpMinutes: 20);
        await board.RefreshAsync(world.Now, default);
        var (candles, faults) = await board.AdvanceAsync(Noon - 1, default);
        Assert.Equal((20, 0), (candles, faults.Count));
        Assert.Equal(20, board.FeaturesOf(FlatMarket.SymbolOf(0)).Unbroken);
    }

    [Fact]
    public async Task A_market_that_is_away_faults_every_symbol_that_needed_candles()
    {
        var (world, _) = await World.FlatAsync(2);
        var gated = new GatedMarketData(world.Market, new FaultSwitch(call => call == "market.Candles"));
        var board = new FeatureBoard(gated, warmUpMinutes: 20);
        await board.RefreshAsync(world.Now, default);
        var (candles, faults) = await board.AdvanceAsync(Noon - 1, default);
        Assert.Equal(0, candles);
        Assert.Equal([DataFault.Unavailable, DataFault.Unavailable], faults.Values);
    }

    [Fact]
    public async Task Rules_are_kept_for_half_an_hour_and_beyond_it_while_the_venue_is_away()
    {
        var (world, _) = await World.FlatAsync(2);
        var (reads, isAway) = (0, true);
        var board = new FeatureBoard(new GatedMarketData(world.Market, new FaultSwitch(call =>
        {
            if (call == "market.Symbols") reads++;
            return isAway;
        })), warmUpMinutes: 20);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => board.RefreshAsync(world.Now, default));
        isAway = false;
        await board.RefreshAsync(world.Now, default);
        await board.RefreshAsync(world.Now.AddMinutes(29), default);
        Assert.Equal(2, reads);
        isAway = true;
        await board.RefreshAsync(world.Now.AddMinutes(30), default);
        Assert.Equal(3, reads);
        Assert.Equal(2, board.Universe.Count);
        isAway = false;
        await board.RefreshAsync(world.Now.AddMinutes(31), default);
        Assert.Equal(4, reads); // The failed reading was not taken for a fresh one.
    }

    [Fact]
    public async Task What_the_budget_does_not_allow_waits_and_is_fetched_a_minute_later()
    {
        var (world, _) = await World.FlatAsync(3);
        var board = new FeatureBoard(world.Market, 300, archive: null, new FetchBudget(4, world.Time));
        await board.RefreshAsync(world.Now, default);
        var (candles, faults) = await board.AdvanceAsync(Noon - 1, default);
        Assert.Equal(600, candles); // two of weight 2
        Assert.Equal((FlatMarket.SymbolOf(2), DataFault.Waiting), (Assert.Single(faults).Key, faults.Values.Single()));
        Assert.Equal(0, (await board.AdvanceAsync(Noon - 1, default)).Candles); // the minute's budget is spent
        world.Time.AdvanceTo(world.Now.AddMinutes(1));
        (candles, faults) = await board.AdvanceAsync(Noon, default);
        Assert.Equal((302, 0), (candles, faults.Count));
    }

    [Fact]
    public async Task The_window_holds_the_minutes_as_if_each_had_been_scanned_alone()
    {
        var (world, _) = await World.FlatAsync(3);
        var (live, cold) = (new FeatureBoard(world.Market, 300), new FeatureBoard(world.Market, 300 + 90));
        await live.RefreshAsync(world.Now, default);
        for (var minute = 0; minute < 90; minute++)
        {
            world.Time.AdvanceTo(world.Now.AddMinutes(1));
            await live.AdvanceAsync(Noon + minute, default);
        }

        await cold.RefreshAsync(world.Now, default);
        await cold.AdvanceAsync(Noon + 89, default);
        Assert.Equal((64, 64), (live.Window.UnbrokenSteps(2), cold.Window.UnbrokenSteps(2)));
        Assert.Equal(live.Window.Slabs.ToArray(), cold.Window.Slabs.ToArray());
        Assert.Contains(live.Window.Rows.ToArray(), figure => figure != 0);
    }

    [Fact]
    public async Task A_minute_in_which_the_market_was_away_breaks_no_window()
    {
        var (world, _) = await World.FlatAsync(2);
        var isAway = false;
        var board = new FeatureBoard(
            new GatedMarketData(world.Market, new FaultSwitch(_ => isAway)), warmUpMinutes: 300);
        await board.RefreshAsync(world.Now, default);
        await board.AdvanceAsync(Noon - 1, default);
        Assert.Equal(62, board.Window.UnbrokenSteps(0)); // of 300 candles the first 238 have no row
        world.Time.AdvanceTo(world.Now.AddMinutes(2));
        isAway = true;
        await board.AdvanceAsync(Noon, default);
        Assert.Equal(Noon - 1, board.Window.Newest);
        isAway = false;
        await board.AdvanceAsync(Noon + 1, default);
        Assert.Equal((Noon + 1, 64), (board.Window.Newest, board.Window.UnbrokenSteps(0)));
    }

    [Fact]
    public async Task A_symbol_whose_answer_fails_in_one_minute_keeps_its_window()
    {
        var (world, market) = await World.FlatAsync(3);
        var symbol = FlatMarket.SymbolOf(1);
        for (var minute = 0; minute < 70; minute++)
            market.Move(symbol, Noon + minute, FlatMarket.Ticks + minute, FlatMarket.Ticks + minute + 1);
        var late = new RetoldMarket(world.Market, (answer, last) =>
            answer.Symbol == symbol && last == Noon + 10
                ? new CandleAnswer(symbol, [], "time-out", IsUnavailable: true)
                : answer);
        var (board, timely) = (new FeatureBoard(late, 300), new FeatureBoard(world.Market, 300));
        await board.RefreshAsync(world.Now, default);
        await timely.RefreshAsync(world.Now, default);
        for (var minute = 0; minute < 70; minute++)
        {
            world.Time.AdvanceTo(world.Now.AddMinutes(1));
            var (_, faults) = await board.AdvanceAsync(Noon + minute, default);
            await timely.AdvanceAsync(Noon + minute, default);
            Assert.Equal(minute == 10 ? [symbol] : [], faults.Keys);
            if (minute == 10) Assert.Equal(0, board.Window.UnbrokenSteps(1));
            if (minute == 11) Assert.Equal(64, board.Window.UnbrokenSteps(1));
        }

        Assert.Equal(RowsOf(timely, 1), RowsOf(board, 1));
        Assert.Contains(RowsOf(board, 1), row => row[0] != 0);
    }

    private static IEnumerable<float[]> RowsOf(FeatureBoard board, int place)
    {
        var slabs = board.Window.Slabs.ToArray().Chunk(board.Universe.Count * FeatureSchema.Count);
        return slabs.Select(slab => slab[(place * FeatureSchema.Count)..((place + 1) * FeatureSchema.Count)]);
    }

    /// <summary>A market whose answers of candles a test changes.</summary>
    private sealed class RetoldMarket(IMarketData inner, Func<CandleAnswer, Minute, CandleAnswer> retell) : IMarketData
    {
        public Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct) => inner.ReadSymbolsAsync(ct);

        public async Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
            IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct) =>
            [.. (await inner.ReadCandlesAsync(requests, last, ct)).Select(answer => retell(answer, last))];

        public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) =>
            inner.ReadDayStatisticsAsync(ct);

        public Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct) =>
            inner.ReadMarkPricesAsync(ct);

        public Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct) =>
            inner.ReadFundingAsync(from, ct);

        public Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct) =>
            inner.ReadQuotesAsync(symbols, ct);

        public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) => inner.ReadVenueTimeAsync(ct);
    }
}
