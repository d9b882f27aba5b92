using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.Core.Tests.Samples;

/// <summary>Plain values that many tests start from: one contract, one minute, one signal, one account.</summary>
public static class Sample
{
    /// <summary>2025-06-02T18:20Z.</summary>
    public static readonly Minute Minute = Minute.OfKey("20250602T1820");

    /// <summary>Five seconds into the minute.</summary>
    public static readonly DateTimeOffset Now = Minute.Start.AddSeconds(5);

    /// <summary>NEARUSDT.</summary>
    public static readonly Symbol Near = Symbol.Of("NEARUSDT");

    /// <summary>Another contract.</summary>
    public static readonly Symbol Sol = Symbol.Of("SOLUSDT");

    /// <summary>The defaults.</summary>
    public static readonly TradingSettings Settings = new();

    /// <summary>A perpetual with a tick of 0.001, a step of 0.1 and two margin tiers, listed on 2024-01-01.</summary>
    public static SymbolRules Rules { get; } = new(Near, ContractStatus.Trading, "USDT", IsPerpetual: true,
        new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), TickSize: 0.001m, StepSize: 0.1m, QuantityMin: 0.1m,
        QuantityMax: 1_000_000m, NotionalMin: 5m, FundingIntervalHours: 8,
        [new(0, 5_000, 0.01m, 0, 50), new(5_000, 1_000_000, 0.025m, 75, 25)]);

    /// <summary>Ten days with every figure inside its limits.</summary>
    public static DayStatistics Statistics { get; } = new(Near, 10, 1_000_000, RangeShare: 0.2, Volatility: 0.2);

    /// <summary>A signal of the minute at a close of 2.5.</summary>
    public static Signal Signal(SignalSource source = SignalSource.RuleRsi, Side side = Side.Buy) => new(
        SignalId.For(Minute, Near, side, "quantum-1"), Minute, Near, side, source, Confidence: 0.75, Price.Of(2.5m),
        AtrShare: 0.01, CandleQuoteVolume: 1_000_000m, source == SignalSource.Model ? "2025.1" : null);

    /// <summary>Stop 2 %, take-profit 3 %, tick 0.001.</summary>
    public static ExitPlan Plan { get; } = new(0.02m, 0.03m, 0.001m);

    /// <summary>A reading of the account without positions.</summary>
    public static AccountSnapshot Snapshot(DateTimeOffset at, decimal wallet) => new(at, wallet, [], [], []);

    /// <summary>Books opened at <see cref="Now"/>.</summary>
    public static AccountBooks Books(decimal wallet = 10_000) => AccountBooks.Open(Snapshot(Now, wallet), 0);

    /// <summary>The venue's words about an order.</summary>
    public static VenueOrder Seen(OrderRequest request, VenueOrderStatus status, decimal filled = 0,
        decimal? price = null, DateTimeOffset? at = null) =>
        new(request.Id, request.Symbol, request.Side, request.Type, status, request.Quantity, request.TriggerPrice,
            request.ReduceOnly, request.ClosePosition, filled, price is { } mean ? Price.Of(mean) : null, 0,
            at ?? Now, at ?? Now);

    /// <summary>The id of one leg of the sample signal.</summary>
    public static ClientOrderId Id(OrderLeg leg, int epoch = 0) =>
        ClientOrderId.For("p01", Signal().Id, leg, epoch);
}
