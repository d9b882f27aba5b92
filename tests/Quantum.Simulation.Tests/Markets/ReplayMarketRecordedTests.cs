using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;

namespace Quantum.Simulation.Tests.Markets;

/// <summary>Replays of real candles, where the development data lies beside the repository.</summary>
public sealed class ReplayMarketRecordedTests
{
    private static readonly Minute From = Minute.OfKey("20250602T0000");

    private static readonly Symbol[] Chosen = [Symbol.Of("BTCUSDT"), Symbol.Of("ETHUSDT"), Symbol.Of("NEARUSDT")];

    [Fact]
    public async Task A_day_of_real_candles_replays_minute_by_minute()
    {
        var market = Load(From, From + 1_440);
        Assert.Equal(Chosen, market.Contracts.Select(tape => tape.Symbol));
        Assert.All(market.Contracts, tape => Assert.Equal(10, tape.Hours.StatisticsAt(tape.Symbol, From).Days));
        var time = new VirtualTime(From.Start);
        var shown = new SimulatedMarket(market, time);
        var near = Symbol.Of("NEARUSDT");
        var count = 0;
        for (var minute = From; minute < From + 1_440; minute += 1)
        {
            time.AdvanceTo(minute.End);
            var answer = (await shown.ReadCandlesAsync([new(near, minute)], minute, CancellationToken.None))[0];
            count += answer.Candles.Count;
            var windows = await shown.ReadWindowsAsync(near, minute.Start, minute.End, CancellationToken.None);
            Assert.Equal(
                answer.Candles.Select(candle => new PriceBar(candle.Open, candle.High, candle.Low, candle.Close)),
                windows.Select(window => window.Last));
        }

        Assert.Equal(1_440, count);
        Assert.NotEmpty(await shown.ReadFundingAsync(near, From.Start, time.GetUtcNow(), CancellationToken.None));
    }

    [Fact]
    public void Ticks_of_well_known_contracts_are_found()
    {
        var rules = Load(From, From + 1_440).Contracts.ToDictionary(tape => tape.Symbol.Name, tape => tape.Rules);
        Assert.Equal((0.1m, 0.001m), (rules["BTCUSDT"].TickSize, rules["BTCUSDT"].StepSize));
        Assert.Equal((0.001m, 1m), (rules["NEARUSDT"].TickSize, rules["NEARUSDT"].StepSize));
    }

    private static ReplayMarket Load(Minute from, Minute to) => ReplayMarket.Load(
        new() { Directory = FindArchive(), From = from, To = to, Symbols = Chosen },
        progress: null,
        CancellationToken.None);

    private static string FindArchive()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var archive = Path.Combine(folder.FullName, "shared", "data", "binance-futures-um");
            if (Directory.Exists(archive)) return archive;
        }

        Assert.Skip("Real candles are not here: no shared/data/binance-futures-um beside the repository or above it.");
        return "";
    }
}
