namespace Quantum.App.Ports;

/// <summary>
/// Why the venue gave no usable answer. What is done about each differs: an address that is asked to wait must wait,
/// and a region that is refused will be refused again.
/// </summary>
public enum VenueSilence
{
    /// <summary>Time-out, dropped connection, a server's own failure (5xx), or an answer that makes no sense.</summary>
    NoAnswer = 0,

    /// <summary>The venue asked for fewer requests (HTTP 429, Binance −1003, −1008, −1015).</summary>
    RateLimited = 1,

    /// <summary>The venue bars this address for a while (HTTP 418).</summary>
    Banned = 2,

    /// <summary>Our own budget of requests is spent; the venue was not asked.</summary>
    BudgetSpent = 3,

    /// <summary>The venue does not serve this region (HTTP 451 or 403).</summary>
    RegionRefused = 4,

    /// <summary>Key, signature or clock was not accepted.</summary>
    Unauthorised = 5,

    /// <summary>
    /// The venue is closed: by its own word, as in maintenance (Binance −1016), or because our settings lack what opens
    /// it, and then it was not asked.
    /// </summary>
    Closed = 6,
}
