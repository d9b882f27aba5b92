using Quantum.App.Ports;

namespace Quantum.Adapters.Binance;

/// <summary>What a failed request has done.</summary>
public enum BinanceFaultKind
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>The exchange said no: certainly no effect.</summary>
    Refused = 1,

    /// <summary>Nobody knows whether it had an effect.</summary>
    Unknown = 2,

    /// <summary>Too many requests, or our own budget said so: no effect.</summary>
    Limited = 3,

    /// <summary>The time of the signature was wrong (−1021): no effect, and signing again is safe.</summary>
    Clock = 4,

    /// <summary>Key, signature or right was not accepted: no effect.</summary>
    Unauthorised = 5,

    /// <summary>The region is not served (HTTP 451 or 403): no effect.</summary>
    Region = 6,

    /// <summary>The exchange says that it is closed, as in maintenance (−1016): no effect.</summary>
    Closed = 7,
}

/// <summary>Why a request gave no data.</summary>
/// <param name="Kind">What that means.</param>
/// <param name="Code">The exchange's code, e.g. −2021; <see langword="null"/> where it gave none.</param>
/// <param name="Status">HTTP status; <see langword="null"/> where no answer came.</param>
/// <param name="Detail">Status, code and words, for people.</param>
public sealed record BinanceFault(BinanceFaultKind Kind, int? Code, int? Status, string Detail)
{
    /// <summary>
    /// The hold that the exchange put on the address, when the fault is <see cref="BinanceFaultKind.Limited"/>;
    /// <see langword="null"/> where only our own budget was spent.
    /// </summary>
    public VenueHold? Hold { get; init; }

    /// <summary>How long that hold still lasts; <see langword="null"/> without one.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Data or a fault, never both.</summary>
/// <typeparam name="T">The data.</typeparam>
/// <param name="Data">The answer; meaningless where there is a fault.</param>
/// <param name="Fault">Why there is none.</param>
internal readonly record struct BinanceAnswer<T>(T Data, BinanceFault? Fault);
