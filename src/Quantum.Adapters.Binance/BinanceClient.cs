using System.Globalization;
using Binance.Net;
using Binance.Net.Clients;
using Binance.Net.Interfaces.Clients.UsdFuturesApi;
using Binance.Net.Objects.Options;
using CryptoExchange.Net.Objects;
using Microsoft.Extensions.Options;
using Quantum.App.Ports;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Binance;

/// <summary>
/// One connection to the exchange for market data, venue and preflight: weight is taken before a request and noted
/// after it, reads are tried again, orders never, and a signature whose time was wrong is made once more.
/// </summary>
public sealed class BinanceClient : IDisposable
{
    private const int ClockReadsMax = 3;
    private static readonly TimeSpan ClockPrecision = TimeSpan.FromMilliseconds(250);

    private readonly BinanceOptions _options;
    private readonly TimeProvider _time;
    private readonly BinanceRestClient _rest;
    private long _offsetTicks;

    /// <summary>Opens it; nothing is sent yet.</summary>
    /// <param name="options">How the exchange is reached.</param>
    /// <param name="time">The clock.</param>
    /// <param name="store">
    /// Where processes share the weight they used; <see langword="null"/> for one process alone.
    /// </param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists each with its range.</exception>
    public BinanceClient(BinanceOptions options, TimeProvider time, IEntityStore? store = null)
    {
        var problems = options.Problems();
        if (problems.Count > 0)
            throw new ArgumentException("Condition failed: " + string.Join("; ", problems), nameof(options));
        (_options, _time) = (options, time);
        Budget = new WeightBudget(options, time, store);
        _rest = new BinanceRestClient(null, null, Options.Create(LibraryOptions(options)));
    }

    /// <summary>The weight of this minute.</summary>
    public WeightBudget Budget { get; }

    /// <summary>How it was opened.</summary>
    public BinanceOptions Settings => _options;

    /// <summary>The exchange's clock now, by the last reading of it, UTC.</summary>
    public DateTimeOffset VenueNow => _time.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    internal IBinanceRestClientUsdFuturesApi Futures => _rest.UsdFuturesApi;

    internal BinanceRestClient Rest => _rest;

    /// <inheritdoc/>
    public void Dispose() => _rest.Dispose();

    /// <summary>Reads the exchange's clock.</summary>
    /// <returns>Its time at the moment of the answer, UTC: half of the way there and back is added.</returns>
    /// <exception cref="VenueUnavailableException">No answer.</exception>
    public async Task<DateTimeOffset> ReadTimeAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var sent = _time.GetTimestamp();
            var seen = Require(await ReadAsync(WeightLane.Orders, 1,
                async (api, token) => await api.ExchangeData.GetServerTimeAsync(ct: token), ct, retries: 0));
            var elapsed = _time.GetElapsedTime(sent);

            // The first request opens a connection, and half of that way is no measure of a clock.
            if (elapsed > ClockPrecision && attempt < ClockReadsMax) continue;
            var venue = new DateTimeOffset(seen, TimeSpan.Zero) + (elapsed / 2);
            Interlocked.Exchange(ref _offsetTicks, (venue - _time.GetUtcNow()).Ticks);
            return venue;
        }
    }

    /// <summary>Reads, and tries again after a silence.</summary>
    internal async Task<BinanceAnswer<T>> ReadAsync<T>(WeightLane lane, int weight,
        Func<IBinanceRestClientUsdFuturesApi, CancellationToken, Task<HttpResult<T>>> call, CancellationToken ct,
        int? retries = null)
    {
        var retriesMax = Math.Min(retries ?? int.MaxValue, _options.ReadRetries.Count);
        for (var attempt = 0; ; attempt++)
        {
            var answer = await SignAgainAsync(lane, weight, call, _options.ReadTimeout, ct);
            if (answer.Fault is not { Kind: BinanceFaultKind.Unknown } || attempt >= retriesMax) return answer;
            await Task.Delay(_options.ReadRetries[attempt], _time, ct);
        }
    }

    /// <summary>Sends something that has an effect, once.</summary>
    internal async Task<BinanceAnswer<T>> SendAsync<T>(int weight,
        Func<IBinanceRestClientUsdFuturesApi, CancellationToken, Task<HttpResult<T>>> call, CancellationToken ct)
    {
        try
        {
            return await SignAgainAsync(WeightLane.Orders, weight, call, _options.OrderTimeout, ct);
        }
        catch (OperationCanceledException)
        {
            // The request may have left already: the caller's end of patience says nothing about its fate.
            return Failed<T>(BinanceFaultKind.Unknown, "the wait was cancelled");
        }
    }

    /// <summary>The data, where the caller has no use for a fault.</summary>
    /// <exception cref="VenueUnavailableException">There is a fault.</exception>
    internal static T Require<T>(BinanceAnswer<T> answer) => answer.Fault is { } fault
        ? throw BinanceErrors.Unavailable(fault)
        : answer.Data;

    // −1021 is refused before execution, and the library reads the exchange's clock anew before the next signature.
    private async Task<BinanceAnswer<T>> SignAgainAsync<T>(WeightLane lane, int weight,
        Func<IBinanceRestClientUsdFuturesApi, CancellationToken, Task<HttpResult<T>>> call, TimeSpan timeout,
        CancellationToken ct)
    {
        var answer = await OnceAsync(lane, weight, call, timeout, ct);
        return answer.Fault is { Kind: BinanceFaultKind.Clock }
            ? await OnceAsync(lane, weight, call, timeout, ct)
            : answer;
    }

    private async Task<BinanceAnswer<T>> OnceAsync<T>(WeightLane lane, int weight,
        Func<IBinanceRestClientUsdFuturesApi, CancellationToken, Task<HttpResult<T>>> call, TimeSpan timeout,
        CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (Budget.TryTake(lane, weight) is { } refusal)
            return new(default!, WithHold(new(BinanceFaultKind.Limited, null, null, refusal)));
        var sentIn = Minute.Of(_time.GetUtcNow());

        // The library's own time-out is that of the reads: a second clock for each of a scan's 222 requests would only
        // cost, a tenth of the whole scan where the exchange is near.
        using var patience = timeout < _options.ReadTimeout
            ? CancellationTokenSource.CreateLinkedTokenSource(ct)
            : null;
        patience?.CancelAfter(timeout);
        HttpResult<T> result;
        try
        {
            result = await call(_rest.UsdFuturesApi, patience?.Token ?? ct);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Failed<T>(BinanceFaultKind.Unknown, $"no answer within {timeout.TotalSeconds:0} s");
        }

        Note(result, sentIn);
        if (result.Success) return new(result.Data!, null);
        ct.ThrowIfCancellationRequested();
        return patience?.IsCancellationRequested == true
            ? Failed<T>(BinanceFaultKind.Unknown, $"no answer within {timeout.TotalSeconds:0} s")
            : new(default!, WithHold(BinanceErrors.Judge(result.Error!, (int?)result.ResponseStatusCode)));
    }

    private void Note<T>(HttpResult<T> result, Minute sentIn)
    {
        if (result.ResponseHeaders is { } headers
            && headers.TryGetValues("X-MBX-USED-WEIGHT-1M", out var values)
            && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var used))
            Budget.Observe(sentIn, used);
        if ((int?)result.ResponseStatusCode is not (429 or 418)) return;
        var wait = result.ResponseHeaders?.RetryAfter?.Delta ?? TimeSpan.FromMinutes(1);
        Budget.HoldFor(wait > TimeSpan.Zero ? wait : TimeSpan.FromMinutes(1), (int)result.ResponseStatusCode! == 418);
    }

    private BinanceFault WithHold(BinanceFault fault) => Budget.Hold is { } hold
        ? fault with { Hold = hold, RetryAfter = hold.Until - _time.GetUtcNow() }
        : fault;

    private static BinanceAnswer<T> Failed<T>(BinanceFaultKind kind, string detail) =>
        new(default!, new BinanceFault(kind, null, null, detail));

    private static BinanceRestOptions LibraryOptions(BinanceOptions options)
    {
        var library = new BinanceRestOptions
        {
            Environment = EnvironmentOf(options),
            AutoTimestamp = true,
            RateLimiterEnabled = options.UseLibraryLimiter,
            RateLimitingBehaviour = RateLimitingBehaviour.Fail,
            CachingEnabled = false,
            RequestTimeout = options.ReadTimeout,
            HttpMaxConnectionsPerServer = options.ParallelMax + 4, // orders do not stand in line behind candles
            AllowAppendingClientOrderId = false,
        };
        if (options.HasKey) library.ApiCredentials = new BinanceCredentials(options.Key!, options.Secret!);
        return library;
    }

    private static BinanceEnvironment EnvironmentOf(BinanceOptions options)
    {
        switch (options.System)
        {
            case BinanceSystem.Testnet:
                return BinanceEnvironment.Testnet;
            case BinanceSystem.Demo:
                return BinanceEnvironment.Demo;
            case BinanceSystem.Custom:
                var rest = options.Address!.ToString().TrimEnd('/');
                var socket = "ws" + rest[4..];
                return BinanceEnvironment.CreateCustom(
                    "custom", rest, socket, socket, socket, rest, socket, socket, rest, socket, socket);
            default:
                return BinanceEnvironment.Live;
        }
    }
}
