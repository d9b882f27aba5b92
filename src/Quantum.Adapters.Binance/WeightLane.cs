namespace Quantum.Adapters.Binance;

/// <summary>What a request is for: each lane may fill the minute only so far, so that none starves the next.</summary>
public enum WeightLane
{
    /// <summary>Candles, statistics and whatever else can wait a minute.</summary>
    Candles = 0,

    /// <summary>Positions, orders, balance, prices of what is held.</summary>
    Account = 1,

    /// <summary>Sending, finding and cancelling orders, and the clock they are signed by.</summary>
    Orders = 2,
}
