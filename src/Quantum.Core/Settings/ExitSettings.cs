namespace Quantum.Core.Settings;

/// <summary>When and where a position ends.</summary>
public sealed record ExitSettings
{
    /// <summary>Stop distance in ATR(14) of 15-minute candles. Unit: ATR. Default 1.5.</summary>
    [Setting("Stop distance in ATR(14) of 15-minute candles.",
        "ATR", 0.1, 20, "J, to be fitted")]
    public double StopAtrMultiple { get; init; } = 1.5;

    /// <summary>Nearest stop. Unit: share of price. Default 0.008.</summary>
    [Setting("Nearest stop.",
        "share of price", 0.001, 0.5, "J, to be fitted")]
    public double StopMinShare { get; init; } = 0.008;

    /// <summary>Farthest stop. Unit: share of price. Default 0.03.</summary>
    [Setting("Farthest stop.",
        "share of price", 0.001, 0.5, "J, to be fitted")]
    public double StopMaxShare { get; init; } = 0.03;

    /// <summary>Take-profit distance in stop distances. Unit: times. Default 1.5.</summary>
    [Setting("Take-profit distance in stop distances.",
        "times", 0.1, 20, "J, to be fitted")]
    public double TakeProfitRatio { get; init; } = 1.5;

    /// <summary>A position not yet trailing is closed after so long. Unit: minutes. Default 45.</summary>
    [Setting("A position not yet trailing is closed after so long.",
        "minutes", 1, 10080, "C: Hummingbot time limit 45 min")]
    public int TimeStopMinutes { get; init; } = 45;

    /// <summary>Profit that arms the trailing stop, in stop distances. Unit: times. Default 1.</summary>
    [Setting("Profit that arms the trailing stop, in stop distances.",
        "times", 0.1, 20, "J, to be fitted")]
    public double TrailingArmRatio { get; init; } = 1;

    /// <summary>
    /// Distance of the trailing stop behind the best price, in stop distances. Unit: times. Default 0.5.
    /// </summary>
    [Setting("Distance of the trailing stop behind the best price, in stop distances.",
        "times", 0.05, 20, "J, to be fitted")]
    public double TrailingCallbackRatio { get; init; } = 0.5;

    /// <summary>Least time between two moves of a stop. Unit: s. Default 60.</summary>
    [Setting("Least time between two moves of a stop.",
        "s", 10, 3600, "C: freqtrade stoploss_on_exchange_interval 60")]
    public int StopMoveMinSeconds { get; init; } = 60;

    /// <summary>Least distance that a stop is moved. Unit: share of price. Default 0.001.</summary>
    [Setting("Least distance that a stop is moved.",
        "share of price", 0, 0.1, "J")]
    public double StopMoveMinShare { get; init; } = 0.001;

    /// <summary>Without a confirmed stop for so long a position is closed at market. Unit: s. Default 10.</summary>
    [Setting("Without a confirmed stop for so long a position is closed at market.",
        "s", 1, 60, "J; freqtrade emergency_exit")]
    public int UnprotectedMaxSeconds { get; init; } = 10;

    /// <summary>A position of any kind is closed after so long. Unit: h. Default 24.</summary>
    [Setting("A position of any kind is closed after so long.",
        "h", 1, 720, "C idea: StockSharp RiskPositionTimeRule")]
    public int PositionAgeMaxHours { get; init; } = 24;
}
