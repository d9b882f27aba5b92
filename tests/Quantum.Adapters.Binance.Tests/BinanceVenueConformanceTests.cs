using Quantum.Adapters.Binance.Tests.Fakes;
using Quantum.Conformance;
using Quantum.Core.Markets;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Markets;

namespace Quantum.Adapters.Binance.Tests;

/// <summary>The port's suite through the library, against the fake venue over HTTP.</summary>
public sealed class BinanceVenueConformanceTests : VenueSuite
{
    protected override async Task<IVenueWorld> StartAsync() => await VenueStage.OpenAsync();
}

/// <summary>The same for market data: an invented market, in real time.</summary>
public sealed class BinanceMarketDataConformanceTests : MarketDataSuite, IAsyncDisposable
{
    private VenueServer? _server;
    private BinanceClient? _client;

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    protected override async Task<MarketDataWorld> OpenAsync()
    {
        var time = new ShiftedTime(TimeSpan.Zero);
        _server = await VenueServer.StartAsync(VenueWorld.Generated(time, symbolCount: 40));
        var options = VenueStage.Options with { System = BinanceSystem.Custom, Address = _server.Address };
        _client = new BinanceClient(options, time);
        await _client.ReadTimeAsync(CancellationToken.None);
        return new(new BinanceMarketData(_client), [Symbol.Of("BTCUSDT"), Symbol.Of("ETHUSDT")],
            Symbol.Of("ABSENTUSDT"));
    }
}
