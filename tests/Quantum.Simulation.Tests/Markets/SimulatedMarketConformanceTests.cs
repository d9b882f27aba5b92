using Quantum.Conformance;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;

namespace Quantum.Simulation.Tests.Markets;

/// <summary>The generated market as an adapter of market data.</summary>
public sealed class GeneratedMarketConformanceTests : MarketDataSuite
{
    protected override Task<MarketDataWorld> OpenAsync()
    {
        var origin = Minute.OfKey("20250602T0000");
        var source = new GeneratedMarket(new() { Origin = origin, SymbolCount = 40 });
        var market = new SimulatedMarket(source, new VirtualTime((origin + 480).Start.AddSeconds(13)));
        return Task.FromResult(new MarketDataWorld(
            market, [Symbol.Of("BTCUSDT"), Symbol.Of("ETHUSDT")], Symbol.Of("ABSENTUSDT")));
    }
}

/// <summary>The replay as an adapter of market data.</summary>
public sealed class ReplayMarketConformanceTests : MarketDataSuite, IDisposable
{
    private readonly Archive _archive = new();

    public void Dispose() => _archive.Dispose();

    protected override Task<MarketDataWorld> OpenAsync()
    {
        var from = Minute.OfKey("20250602T0000");
        var rows = string.Concat(Enumerable.Range(-60, 180).Select(offset =>
            $"{(from + offset).StartMilliseconds},2.3{offset & 7},2.4,2.3,2.3{(offset + 1) & 7},{1_000 + offset}\n"));
        _archive.Write("1m", "NEARUSDT", Archive.Header + rows);
        _archive.Write("1m", "ADAUSDT", Archive.Header + rows);
        _archive.Write("funding", "NEARUSDT", $"funding_time_ms,funding_rate\n{from.StartMilliseconds + 2},0.0001\n");
        var source = ReplayMarket.Load(
            new() { Directory = _archive.Root, From = from, To = from + 120 }, progress: null, CancellationToken.None);
        var market = new SimulatedMarket(source, new VirtualTime((from + 60).Start.AddSeconds(13)));
        return Task.FromResult(new MarketDataWorld(
            market, [Symbol.Of("NEARUSDT"), Symbol.Of("ADAUSDT")], Symbol.Of("ABSENTUSDT")));
    }
}
