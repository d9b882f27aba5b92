using Quantum.Adapters.Binance.Tests.Fakes;
using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Faults;
using Quantum.FakeVenue.Markets;
using Quantum.Simulation.Stores;

namespace Quantum.Adapters.Binance.Tests;

/// <summary>A scan's worth of candles: its weight and its faults.</summary>
public sealed class CandleReaderTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Symbols = 222;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ShiftedTime _time = new(TimeSpan.Zero);
    private VenueServer _server = null!;
    private BinanceClient _client = null!;
    private BinanceMarketData _market = null!;
    private IReadOnlyList<Symbol> _symbols = [];

    public async ValueTask InitializeAsync()
    {
        _server = await VenueServer.StartAsync(VenueWorld.Generated(_time, Symbols));
        _client = new BinanceClient(VenueStage.Options with
        {
            System = BinanceSystem.Custom,
            Address = _server.Address,
            Key = null,
            Secret = null,
        }, _time);
        _market = new BinanceMarketData(_client);
        await _client.ReadTimeAsync(None);
        _symbols = [.. (await _market.ReadSymbolsAsync(None)).Select(rules => rules.Symbol)];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_minutes_scan_weighs_one_unit_a_symbol_and_stays_below_230()
    {
        var before = _server.Meter.WeightTotal;
        var answers = await ReadAsync(minutes: 3);
        Assert.All(answers, answer => Assert.Null(answer.Fault));
        Assert.Equal(Symbols, _server.Meter.WeightTotal - before);
        Assert.InRange(_server.Meter.WeightTotal - before, 1, 230);
    }

    /// <summary>The whole scan, funding and all, where the venue lists more than are watched.</summary>
    [Fact]
    public async Task A_minute_of_the_scanner_weighs_at_most_230_for_222_however_many_are_listed()
    {
        const int watched = 200;
        var useCases = new TradingUseCases(new TradingPorts
        {
            Store = new MemoryEntityStore(),
            Blobs = new MemoryBlobStore(),
            Queue = new MemorySignalQueue(_time),
            MarketData = _market,
            Venue = new BinanceVenue(_client), // A scan asks it nothing.
            Time = _time,
            Settings = new TradingSettings { Universe = new() { SymbolsMax = watched } },
            Owner = "one",
            FetchBudget = new FetchBudget(_client.Settings.CandleWeightMax, _time,
                () => _client.Budget.LeftFor(WeightLane.Candles)),
        });
        // The first minutes warm up, as many contracts in each as the budget of candles leaves room for.
        for (var minute = 0; minute < 4; minute++)
        {
            var cold = _server.Meter.WeightTotal;
            Assert.Equal(watched, (await useCases.Scan.RunAsync(None)).Decisions);
            output.WriteLine($"minute {minute}: weight {_server.Meter.WeightTotal - cold}");
            Assert.True(_server.Meter.WeightTotal - cold <= _client.Settings.CandleWeightMax);
            _time.ShiftTo((Minute.Of(_time.GetUtcNow()) + 1).Start.AddSeconds(1));
        }

        var before = _server.Meter.WeightTotal;
        var scan = await useCases.Scan.RunAsync(None);
        output.WriteLine($"{scan}: weight {_server.Meter.WeightTotal - before}");
        Assert.Equal(watched, scan.Decisions);
        Assert.InRange(_server.Meter.WeightTotal - before, watched, watched + 8); // 230 for 222
    }

    [Theory]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(480, 2)]
    public async Task The_limit_asked_for_is_no_larger_than_what_is_missing(int minutes, int weight)
    {
        var before = _server.Meter.WeightTotal;
        var last = Minute.Of(_client.VenueNow) - 1;
        await _market.ReadCandlesAsync([new(_symbols[0], last - (minutes - 1))], last, None);
        Assert.Equal(weight, _server.Meter.WeightTotal - before);
    }

    [Theory]
    //          weight left, candles, sent
    [InlineData(1, 99, true)]
    [InlineData(1, 100, false)] // weighs 2
    [InlineData(4, 499, true)]
    [InlineData(4, 500, false)] // weighs 5
    [InlineData(9, 1_000, true)]
    [InlineData(9, 1_001, false)] // weighs 10
    public async Task A_request_that_weighs_more_than_is_left_is_not_sent(int left, int minutes, bool isSent)
    {
        using var client = new BinanceClient(_client.Settings with { CandleWeightMax = left }, _time);
        await client.ReadTimeAsync(None); // weighs 1, of another lane
        _time.Shift(TimeSpan.FromMinutes(1));
        var requests = _server.Meter.Requests;
        var last = Minute.Of(client.VenueNow) - 1;
        var read = new BinanceMarketData(client).ReadCandlesAsync(
            [new(_symbols[0], last - (minutes - 1))], last, None);
        if (isSent) await read;
        else Assert.Equal(VenueSilence.BudgetSpent,
            (await Assert.ThrowsAsync<VenueUnavailableException>(() => read)).Silence);
        Assert.Equal(isSent ? 1 : 0, _server.Meter.Requests - requests);
    }

    [Fact]
    public async Task What_the_budget_does_not_allow_is_unavailable_and_costs_no_request()
    {
        _server.Meter.UseElsewhere(1_150); // somebody else at the same address
        await _market.ReadQuotesAsync([_symbols[0]], None); // the header tells of it
        var answers = await ReadAsync(minutes: 3);
        Assert.InRange(answers.Count(answer => answer.IsUnavailable), Symbols - 50, Symbols - 1);
        Assert.InRange(_server.Meter.Weight, 1_150, _client.Settings.CandleWeightMax);
    }

    [Fact]
    public async Task One_symbol_that_fails_keeps_none_of_the_others_waiting()
    {
        _server.Faults.Add(new Fault(FaultKind.Error) { Path = "/klines", Code = -4141, Status = 400 });
        var answers = await ReadAsync(minutes: 3);
        Assert.Single(answers, answer => answer.IsUnavailable);
        Assert.Equal(Symbols - 1, answers.Count(answer => answer.Fault is null));
    }

    [Fact]
    public async Task A_venue_that_is_away_is_given_up_quickly_and_said()
    {
        _server.Faults.Add(FaultKind.Html503, "/klines", times: 10_000);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => ReadAsync(minutes: 3));
        Assert.InRange(_server.Meter.Requests, Symbols, Symbols + 120); // not four tries for each
    }

    private async Task<IReadOnlyList<CandleAnswer>> ReadAsync(int minutes)
    {
        var last = Minute.Of(_client.VenueNow) - 1;
        return await _market.ReadCandlesAsync(
            [.. _symbols.Select(symbol => new CandleRequest(symbol, last - (minutes - 1)))], last, None);
    }
}
