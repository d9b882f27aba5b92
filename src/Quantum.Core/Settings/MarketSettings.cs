namespace Quantum.Core.Settings;

/// <summary>What the market must be like at the moment of entry (stage MARKET).</summary>
public sealed record MarketSettings
{
    /// <summary>Widest spread for any entry. Unit: bps. Default 50.</summary>
    [Setting("Widest spread for any entry.",
        "bps", 1, 500, "C: freqtrade SpreadFilter 0.005")]
    public double SpreadMaxBps { get; init; } = 50;

    /// <summary>Widest spread when the take-profit is 2 % away or nearer. Unit: bps. Default 10.</summary>
    [Setting("Widest spread when the take-profit is 2 % away or nearer.",
        "bps", 1, 500, "J: half a percent would be a quarter of the target")]
    public double TightSpreadMaxBps { get; init; } = 10;

    /// <summary>Take-profits up to this distance demand the tight spread. Unit: share of price. Default 0.02.</summary>
    [Setting("Take-profits up to this distance demand the tight spread.",
        "share of price", 0.001, 0.2, "J")]
    public double TightTargetShare { get; init; } = 0.02;

    /// <summary>Order value as a share of the last closed minute's traded value. Unit: share. Default 0.01.</summary>
    [Setting("Order value as a share of the last closed minute's traded value.",
        "share", 0.0001, 1, "J")]
    public double MinuteVolumeShareMax { get; init; } = 0.01;

    /// <summary>Fee of a market order that cost estimates assume. Unit: share of value. Default 0.0005.</summary>
    [Setting("Fee of a market order that cost estimates assume.",
        "share of value", 0, 0.01, "C: Binance USD-M regular user")]
    public double TakerFeeRate { get; init; } = 0.0005;

    /// <summary>Slippage of a market order that cost estimates assume. Unit: bps. Default 2.</summary>
    [Setting("Slippage of a market order that cost estimates assume.",
        "bps", 0, 100, "J")]
    public double SlippageBps { get; init; } = 2;

    /// <summary>The stop distance must be so many times the round-trip cost. Unit: times. Default 5.</summary>
    [Setting("The stop distance must be so many times the round-trip cost.",
        "times", 0, 50, "J")]
    public double CostMultipleMin { get; init; } = 5;
}
