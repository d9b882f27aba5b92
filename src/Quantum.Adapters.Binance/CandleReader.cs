using Binance.Net.Enums;
using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Binance;

/// <summary>Reads the candles of many contracts, some at once, each with the smallest limit that holds them.</summary>
/// <param name="client">The connection.</param>
internal sealed class CandleReader(BinanceClient client)
{
    private const int PageMax = 1_500;

    /// <summary>
    /// After so many silences in a row the exchange is taken to be away: nobody waits for the others.
    /// </summary>
    private const int SilencesMax = 3;

    /// <summary>One answer per request, in the same order.</summary>
    /// <exception cref="VenueUnavailableException">Not one could be read.</exception>
    public async Task<IReadOnlyList<CandleAnswer>> ReadAsync(
        IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (requests.Count == 0) return [];
        await client.Budget.ShareAsync(ct);
        var closed = Minute.Of(client.VenueNow) - 1;
        var until = last < closed ? last : closed;
        var answers = new CandleAnswer[requests.Count];
        var (next, silences) = (-1, 0);
        BinanceFault? first = null;
        var workers = new Task[Math.Min(client.Settings.ParallelMax, requests.Count)];
        for (var worker = 0; worker < workers.Length; worker++) workers[worker] = WorkAsync();
        await Task.WhenAll(workers);
        await client.Budget.ShareAsync(ct); // A hold that came meanwhile is every process's business at once.
        if (first is { } cause && answers.All(answer => answer.IsUnavailable)) throw BinanceErrors.Unavailable(cause);
        return answers;

        async Task WorkAsync()
        {
            for (var index = Interlocked.Increment(ref next); index < requests.Count;
                 index = Interlocked.Increment(ref next))
            {
                var isAway = Volatile.Read(ref silences) >= SilencesMax;
                var (answer, fault) = await ReadOneAsync(requests[index], until, isAway ? 0 : null, ct);
                answers[index] = answer;
                if (answer.IsUnavailable) Interlocked.CompareExchange(ref first, fault, null);
                if (answer.IsUnavailable) Interlocked.Increment(ref silences);
                else Volatile.Write(ref silences, 0);
            }
        }
    }

    private async Task<(CandleAnswer Answer, BinanceFault? Fault)> ReadOneAsync(
        CandleRequest request, Minute last, int? retries, CancellationToken ct)
    {
        var candles = new List<Candle>();
        for (var first = request.First; first <= last;)
        {
            var count = Math.Min(last - first + 1, PageMax);
            var (start, end) = (first.Start.UtcDateTime, (first + count).Start.UtcDateTime.AddMilliseconds(-1));
            var answer = await client.ReadAsync(WeightLane.Candles, FetchPlan.WeightOf(count), (api, token) =>
                api.ExchangeData.GetKlinesAsync(
                    request.Symbol.Name, KlineInterval.OneMinute, start, end, count, token), ct, retries);
            if (answer.Fault is { } fault)
            {
                // A contract that is not listed is a fact about it; anything else says nothing about its candles.
                var isFact = fault is { Kind: BinanceFaultKind.Refused, Code: BinanceErrors.InvalidSymbol };
                return (new(request.Symbol, candles, $"Binance: {fault.Detail}", IsUnavailable: !isFact), fault);
            }

            if (CandleMapping.Add(answer.Data, first, first + (count - 1), candles) is { } problem)
                return (new(request.Symbol, candles, problem), null);
            first += count;
        }

        return (new(request.Symbol, candles, null), null);
    }
}
