namespace Quantum.Core.Settings;

/// <summary>How much is put at risk (stages PORTFOLIO and SIZING).</summary>
public sealed record RiskSettings
{
    /// <summary>Open positions, orders at work included. Unit: positions. Default 3.</summary>
    [Setting("Open positions, orders at work included.",
        "positions", 1, 50, "C: freqtrade sample max_open_trades 3")]
    public int PositionsMax { get; init; } = 3;

    /// <summary>Loss at the stop, before cost, as a share of equity. Unit: share of equity. Default 0.005.</summary>
    [Setting("Loss at the stop, before cost, as a share of equity.",
        "share of equity", 0.0001, 0.05, "J; mechanism as Jesse risk_to_qty")]
    public decimal RiskPerTrade { get; init; } = 0.005m;

    /// <summary>Highest initial leverage, isolated. Unit: times. Default 3.</summary>
    [Setting("Highest initial leverage, isolated.",
        "times", 1, 20, "J; peers default to 20 and 25")]
    public int LeverageMax { get; init; } = 3;

    /// <summary>Share of the equity that may serve as margin. Unit: share of equity. Default 0.99.</summary>
    [Setting("Share of the equity that may serve as margin.",
        "share of equity", 0.01, 1, "C: freqtrade tradable_balance_ratio 0.99")]
    public decimal BalanceShare { get; init; } = 0.99m;

    /// <summary>An order must exceed the venue's least value by this share. Unit: share. Default 0.05.</summary>
    [Setting("An order must exceed the venue's least value by this share.",
        "share", 0, 1, "C: freqtrade amount_reserve_percent 0.05")]
    public decimal NotionalReserve { get; init; } = 0.05m;

    /// <summary>Smallest order value, whatever the venue allows. Unit: quote units. Default 50.</summary>
    [Setting("Smallest order value, whatever the venue allows.",
        "quote units", 5, 100000, "C: Binance quantitative rules count smaller orders as dust")]
    public decimal NotionalMin { get; init; } = 50m;

    /// <summary>
    /// One side's value as a share of the value that slots and leverage permit. Unit: share. Default 0.6.
    /// </summary>
    [Setting("One side's value as a share of the value that slots and leverage permit.",
        "share", 0.1, 1, "J")]
    public decimal SideShareMax { get; init; } = 0.6m;

    /// <summary>Liquidation must be at least so many stop distances away. Unit: stop distances. Default 2.</summary>
    [Setting("Liquidation must be at least so many stop distances away.",
        "stop distances", 1, 20, "J; freqtrade keeps a 5 % buffer")]
    public decimal LiquidationStopRatioMin { get; init; } = 2m;

    /// <summary>Loss of a UTC day that ends entries until the next. Unit: share of equity. Default 0.03.</summary>
    [Setting("Loss of a UTC day that ends entries until the next.",
        "share of equity", 0.001, 0.5, "J; equity-based as LEAN's and Hummingbot's")]
    public decimal DailyLossMax { get; init; } = 0.03m;
}
