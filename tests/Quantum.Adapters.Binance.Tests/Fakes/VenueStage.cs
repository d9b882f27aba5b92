using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Core.Markets;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Markets;

// The library keeps the offset of the exchange's clock for the whole process, and each stage has a clock of its own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Quantum.Adapters.Binance.Tests.Fakes;

/// <summary>A market that a test moves, behind the fake venue, seen through the library and the adapter.</summary>
internal sealed class VenueStage : IVenueWorld
{
    public static readonly Symbol Near = Symbol.Of("NEARUSDT");
    public static readonly Symbol Ada = Symbol.Of("ADAUSDT");

    private readonly StagedMarket _market;

    private VenueStage(ShiftedTime time, StagedMarket market, VenueServer server, BinanceOptions options)
    {
        (Time, _market, Server) = (time, market, server);
        Client = new BinanceClient(options with { System = BinanceSystem.Custom, Address = server.Address }, time);
        Binance = new BinanceVenue(Client);
        MarketData = new BinanceMarketData(Client);
    }

    public ShiftedTime Time { get; }

    public VenueServer Server { get; }

    public BinanceClient Client { get; }

    public BinanceVenue Binance { get; }

    public BinanceMarketData MarketData { get; }

    public IVenue Venue => Binance;

    public SymbolRules Rules => _market.Contracts.First(contract => contract.Symbol == Near).Rules;

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Options with the fake's key, short waits and no second net.</summary>
    public static BinanceOptions Options { get; } = new()
    {
        Key = "fake-key",
        Secret = "fake-secret",
        ReadRetries = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)],
        UseLibraryLimiter = false,
    };

    public static async Task<VenueStage> OpenAsync(BinanceOptions? options = null)
    {
        var time = new ShiftedTime(TimeSpan.Zero);
        var market = new StagedMarket(time.GetUtcNow(), Near, Ada);
        var server = await VenueServer.StartAsync(new VenueWorld(market, time, new() { LeverageDefault = 10 }));
        var stage = new VenueStage(time, market, server, options ?? Options);
        await stage.Client.ReadTimeAsync(CancellationToken.None);
        return stage;
    }

    public async Task MoveToAsync(decimal price)
    {
        _market.Move(Near, price);
        await PassAsync();
    }

    public async Task PayFundingAsync(double rate)
    {
        _market.Pay(Near, rate);
        await PassAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    // What is staged happens in the minute after the last one read, and that minute is over afterwards.
    private async Task PassAsync()
    {
        await MarketData.ReadMarkPricesAsync(CancellationToken.None);
        Time.ShiftTo((Minute.Of(Time.GetUtcNow()) + 2).Start.AddSeconds(1));
        await Client.ReadTimeAsync(CancellationToken.None);
    }
}
