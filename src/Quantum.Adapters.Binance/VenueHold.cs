namespace Quantum.Adapters.Binance;

/// <summary>A time for which the venue wanted no request from this address.</summary>
/// <param name="Since">When it said so, UTC.</param>
/// <param name="Until">When it may be asked again, UTC.</param>
/// <param name="IsBan">Whether it was a ban (HTTP 418) and not only a request to slow down (HTTP 429).</param>
public sealed record VenueHold(DateTimeOffset Since, DateTimeOffset Until, bool IsBan);
