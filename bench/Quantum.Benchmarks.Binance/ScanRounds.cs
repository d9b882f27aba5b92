using System.Diagnostics;
using System.Globalization;
using Binance.Net;
using Binance.Net.Clients;
using Binance.Net.Enums;
using CryptoExchange.Net.Objects;
using Quantum.Adapters.Binance;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.FakeVenue.Markets;

namespace Quantum.Benchmarks.Binance;

/// <summary>What a round cost.</summary>
/// <param name="Milliseconds">Wall time.</param>
/// <param name="CpuMilliseconds">Processor time of this process.</param>
/// <param name="Bytes">Allocated by this process.</param>
internal readonly record struct RoundCost(double Milliseconds, double CpuMilliseconds, double Bytes);

/// <summary>Medians of all rounds, side by side.</summary>
internal sealed record ScanReport(int Rounds, RoundCost Adapter, RoundCost Bare, double Ratio)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"""
        {ScanRounds.Symbols} requests, {ScanRounds.Parallel} at once, medians of {Rounds} rounds in turn:
          adapter       {Text(Adapter)}
          bare library  {Text(Bare)}
          the median of each pair's ratio is {Ratio:0.00}; at most 1.30 is wanted
        """);

    private static string Text(RoundCost cost) => string.Create(CultureInfo.InvariantCulture,
        $"{cost.Milliseconds:0.0} ms, {cost.CpuMilliseconds:0.0} ms of processor time, "
        + $"{cost.Bytes / 1024 / ScanRounds.Symbols:0.0} KiB a request");
}

/// <summary>
/// Reads three candles of each contract by both ways in turn; a pair of rounds shares what the machine does.
/// </summary>
internal sealed class ScanRounds : IDisposable
{
    public const int Symbols = 222;
    public const int Parallel = 20;
    private const int WarmUp = 20;
    private const int Minutes = 3;

    private readonly VenueProcess _venue;
    private readonly ShiftedTime _time = new(TimeSpan.Zero);
    private readonly BinanceClient _client;
    private readonly BinanceMarketData _market;
    private readonly BinanceRestClient _bare;
    private IReadOnlyList<Symbol> _symbols = [];

    public ScanRounds(VenueProcess venue)
    {
        _venue = venue;
        _client = new BinanceClient(new BinanceOptions
        {
            System = BinanceSystem.Custom,
            Address = venue.Address,
            ParallelMax = Parallel,
            UseLibraryLimiter = false, // It counts by the machine's clock, and here minutes pass faster.
        }, _time);
        _market = new BinanceMarketData(_client);
        _bare = new BinanceRestClient(options =>
        {
            var rest = venue.Address.ToString().TrimEnd('/');
            var socket = "ws" + rest[4..];
            options.Environment = BinanceEnvironment.CreateCustom(
                "bare", rest, socket, socket, socket, rest, socket, socket, rest, socket, socket);
            options.RateLimiterEnabled = false;
            options.RateLimitingBehaviour = RateLimitingBehaviour.Fail;
        });
    }

    public async Task<ScanReport> RunAsync(int rounds)
    {
        await _client.ReadTimeAsync(default);
        _symbols = [.. (await _market.ReadSymbolsAsync(default)).Select(rules => rules.Symbol)];
        var (ours, theirs) = (new List<RoundCost>(), new List<RoundCost>());
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            await _venue.PassMinuteAsync();
            _time.Shift(TimeSpan.FromMinutes(1));
            await _client.ReadTimeAsync(default);
            if (round % 2 == 0) theirs.Add(await MeasureAsync(ReadBareAsync));
            ours.Add(await MeasureAsync(ReadAsync));
            if (round % 2 == 1) theirs.Add(await MeasureAsync(ReadBareAsync));
        }

        ours.RemoveRange(0, WarmUp);
        theirs.RemoveRange(0, WarmUp);
        var ratios = ours.Zip(theirs, (our, their) => our.Milliseconds / their.Milliseconds);
        return new(rounds, MedianOf(ours), MedianOf(theirs), Median(ratios));
    }

    public void Dispose()
    {
        _client.Dispose();
        _bare.Dispose();
    }

    private static async Task<RoundCost> MeasureAsync(Func<Task<int>> read)
    {
        var (bytes, cpu, start) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime,
            Stopwatch.GetTimestamp());
        var good = await read();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
        return good == Symbols
            ? new(elapsed, used, GC.GetTotalAllocatedBytes(precise: true) - bytes)
            : throw new InvalidOperationException($"Only {good} of {Symbols} requests were answered.");
    }

    private async Task<int> ReadAsync()
    {
        var last = Minute.Of(_client.VenueNow) - 1;
        var answers = await _market.ReadCandlesAsync(
            [.. _symbols.Select(symbol => new CandleRequest(symbol, last - (Minutes - 1)))], last, default);
        return answers.Count(answer => answer.Fault is null);
    }

    private async Task<int> ReadBareAsync()
    {
        var last = Minute.Of(_client.VenueNow) - 1;
        var (start, end) = ((last - (Minutes - 1)).Start.UtcDateTime, (last + 1).Start.UtcDateTime.AddMilliseconds(-1));
        var (next, good) = (-1, 0);
        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
        {
            for (var index = Interlocked.Increment(ref next); index < _symbols.Count;
                 index = Interlocked.Increment(ref next))
            {
                var result = await _bare.UsdFuturesApi.ExchangeData.GetKlinesAsync(
                    _symbols[index].Name, KlineInterval.OneMinute, start, end, Minutes, default);
                if (result.Success) Interlocked.Increment(ref good);
            }
        }));
        return good;
    }

    private static RoundCost MedianOf(List<RoundCost> costs) => new(Median(costs.Select(cost => cost.Milliseconds)),
        costs.Average(cost => cost.CpuMilliseconds), Median(costs.Select(cost => cost.Bytes)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
