namespace Quantum.Core.Reasons;

/// <summary>How far a symbol or a signal came, in the order of the way of a minute.</summary>
public enum Stage
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Is the contract in the universe at all?</summary>
    Universe = 1,

    /// <summary>Are its candles there, fresh, whole and sane?</summary>
    Data = 2,

    /// <summary>Did a model speak? A silent model refuses nothing: the rule takes over.</summary>
    Model = 3,

    /// <summary>Does anybody want to trade it, and surely enough?</summary>
    Signal = 4,

    /// <summary>Did the signal reach an executor in time and readable?</summary>
    Queue = 5,

    /// <summary>May the system enter positions now: mode, state, breakers, reconciliation?</summary>
    State = 6,

    /// <summary>Is there room: position, cooldown, slots, exposure, loss budget?</summary>
    Portfolio = 7,

    /// <summary>Is the market good enough now: book, spread, cost, liquidity?</summary>
    Market = 8,

    /// <summary>Is there a size that fits risk, margin and the venue's rules?</summary>
    Sizing = 9,

    /// <summary>What did the venue do with the order?</summary>
    Venue = 10,
}
