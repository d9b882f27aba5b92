namespace Quantum.Core.Positions;

/// <summary>Why a position ended. The numbers are stored: never renumber one.</summary>
public enum CloseType
{
    /// <summary>It has not, and nothing has asked for it.</summary>
    None = 0,

    /// <summary>The stop-loss at its first level fired.</summary>
    StopLoss = 1,

    /// <summary>The take-profit fired, or the market was beyond it when it was to be placed.</summary>
    TakeProfit = 2,

    /// <summary>The stop fired after it had been trailed.</summary>
    TrailingStop = 3,

    /// <summary>The time stop: neither barrier was reached in time.</summary>
    TimeStop = 4,

    /// <summary>Older than any position may get.</summary>
    AgeLimit = 5,

    /// <summary>No stop could be confirmed in time, so it was closed at market.</summary>
    Unprotected = 6,

    /// <summary>The stop would have fired at once (Binance −2021), so it was closed at market.</summary>
    StopThroughMarket = 7,

    /// <summary>The operator asked for it.</summary>
    Flatten = 8,

    /// <summary>The venue liquidated it.</summary>
    Liquidation = 9,

    /// <summary>It was gone at the venue and no order of ours did it.</summary>
    External = 10,

    /// <summary>The entry was refused or lapsed: there never was a position.</summary>
    NeverOpened = 11,
}
