using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Cli.Running;

/// <summary>Signals by side and source.</summary>
internal sealed record SignalCounts(long Total, long Buy, long Sell, IReadOnlyDictionary<string, long> BySource);

/// <summary>What a run did, read back from its store; money in quote units (USDT).</summary>
internal sealed record RunSummary
{
    /// <summary>Most symbols decided in one minute.</summary>
    public int Symbols { get; init; }

    /// <summary>Minutes scanned.</summary>
    public int Minutes { get; init; }

    /// <summary>Candles folded in, warm-up included.</summary>
    public long Candles { get; init; }

    /// <summary>Records: symbols × minutes.</summary>
    public long Decisions { get; init; }

    /// <summary>Records by reason.</summary>
    public required IReadOnlyDictionary<string, long> DecisionsByReason { get; init; }

    /// <summary>Signals.</summary>
    public required SignalCounts Signals { get; init; }

    /// <summary>Signals by outcome.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>Signals without an outcome; 0 in a run that ended in order.</summary>
    public int SignalsOpen { get; init; }

    /// <summary>Orders put on record.</summary>
    public int Orders { get; init; }

    /// <summary>Orders of which something was filled.</summary>
    public int Fills { get; init; }

    /// <summary>Positions that ended.</summary>
    public int Trades { get; init; }

    /// <summary>Positions still open.</summary>
    public int PositionsOpen { get; init; }

    /// <summary>Equity at the first reading; <see langword="null"/> where the account was never read.</summary>
    public decimal? EquityStart { get; init; }

    /// <summary>Equity at the last reading; <see langword="null"/> where the account was never read.</summary>
    public decimal? EquityEnd { get; init; }

    /// <summary>Fees, ≤ 0.</summary>
    public decimal Fees { get; init; }

    /// <summary>Funding received less paid.</summary>
    public decimal Funding { get; init; }

    /// <summary>Profit made final, before cost.</summary>
    public decimal RealisedPnl { get; init; }

    /// <summary>Unrealised profit at the last reading.</summary>
    public decimal UnrealisedPnl { get; init; }

    /// <summary>The longest that a position was without a confirmed stop, seconds.</summary>
    public double UnprotectedSecondsMax { get; init; }

    /// <summary>SHA-256 over the trades in order.</summary>
    public required string TradesHash { get; init; }

    /// <summary>SHA-256 over the ledger pages in order.</summary>
    public required string DecisionsHash { get; init; }

    /// <summary>Wall-clock seconds of the run, loading included.</summary>
    public double Seconds { get; init; }

    /// <summary>Reads a run of [from, to) back.</summary>
    public static async Task<RunSummary> ReadAsync(TradingUseCases useCases, IEntityStore store, IBlobStore blobs,
        (Minute From, Minute To) span, TimeSpan elapsed, CancellationToken ct)
    {
        var funnel = await useCases.Funnel.HandleAsync(span.From, span.To, ct);
        var trades = await useCases.Trades.HandleAsync(span.From, span.To, ct);
        var book = await TradingBook.ReadAsync(store, ct);
        var books = book.Monitor?.Value.Books;
        var positions = await ReadPositionsAsync(store, span, book, ct);
        var orders = positions.SelectMany(position => position.Orders).ToList();
        return new RunSummary
        {
            Symbols = funnel.Symbols,
            Minutes = funnel.Minutes,
            Candles = funnel.Candles,
            Decisions = funnel.Decisions.Total,
            DecisionsByReason = ByReason(funnel.Decisions),
            Signals = Count(funnel),
            Outcomes = ByReason(funnel.Outcomes),
            SignalsOpen = funnel.Open,
            Orders = orders.Count,
            Fills = orders.Count(order => order.FilledQuantity > 0),
            Trades = trades.Count,
            PositionsOpen = book.Positions.Count,
            EquityStart = books?.OpeningBalance,
            EquityEnd = books?.Equity,
            Fees = books?.Fees ?? 0,
            Funding = books?.Funding ?? 0,
            RealisedPnl = books?.RealisedPnl ?? 0,
            UnrealisedPnl = books?.UnrealisedPnl ?? 0,
            UnprotectedSecondsMax = book.Monitor?.Value.UnprotectedSecondsMax ?? 0,
            TradesHash = Core.Accounting.TradesHash.Of(trades),
            DecisionsHash = await HashPagesAsync(blobs, span, ct),
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
        };
    }

    private static async Task<List<Position>> ReadPositionsAsync(
        IEntityStore store, (Minute From, Minute To) span, TradingBook book, CancellationToken ct)
    {
        var positions = book.Positions.Select(position => position.Value).ToList();
        for (var day = span.From; day < span.To; day = new Minute((day.Index / 1440 + 1) * 1440))
        {
            var settled = await store.QueryAsync(StoreLayout.Settled(day), span.From.Key, span.To.Key, ct);
            positions.AddRange(settled.Select(entity => entity.ToDocument(DocumentJson.Default.Position).Value));
        }

        return positions;
    }

    private static SignalCounts Count(FunnelReport funnel)
    {
        var lines = funnel.Decisions.Lines.Where(line => line.Code == ReasonCode.SignalQueued).ToList();
        return new(lines.Sum(line => line.Count),
            lines.Where(line => line.Side == Side.Buy).Sum(line => line.Count),
            lines.Where(line => line.Side == Side.Sell).Sum(line => line.Count),
            lines.GroupBy(line => line.Source).ToDictionary(
                group => group.Key.Name(), group => group.Sum(line => line.Count)));
    }

    private static Dictionary<string, long> ByReason(Core.Ledger.Funnel funnel) => funnel.Lines
        .GroupBy(line => line.Code)
        .ToDictionary(group => ReasonCatalog.Of(group.Key).Name, group => group.Sum(line => line.Count));

    private static async Task<string> HashPagesAsync(
        IBlobStore blobs, (Minute From, Minute To) span, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var minute = span.From; minute < span.To; minute += 1)
        {
            if (await blobs.ReadAsync(StoreLayout.Ledger(minute), ct) is { } page) hash.AppendData(page.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>JSON of the summary.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
