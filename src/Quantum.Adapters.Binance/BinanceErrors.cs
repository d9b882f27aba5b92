using System.Globalization;
using CryptoExchange.Net.Objects;
using CryptoExchange.Net.Objects.Errors;
using Quantum.App.Ports;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;

namespace Quantum.Adapters.Binance;

/// <summary>
/// The meaning of every failure: of the library's result to a fault, and of a fault to the words of the ports. Judged
/// by the exchange's code first, because the library sorts many codes under "unknown".
/// </summary>
public static class BinanceErrors
{
    /// <summary>Nothing to cancel by that id.</summary>
    public const int CancelRejected = -2011;

    /// <summary>There is no order of that id.</summary>
    public const int NoSuchOrder = -2013;

    /// <summary>The margin type is so already.</summary>
    public const int MarginTypeIsSo = -4046;

    /// <summary>There is no such contract.</summary>
    public const int InvalidSymbol = -1121;

    /// <summary>What a failure means for the effect of the request.</summary>
    /// <param name="error">The library's error.</param>
    /// <param name="status">HTTP status; <see langword="null"/> where no answer came.</param>
    public static BinanceFault Judge(Error error, int? status)
    {
        var code = error.Code;

        // Without words of its own for an error, the library still puts a colon behind them.
        var words = error.Message?.TrimStart(':', ' ');
        var detail = string.Create(CultureInfo.InvariantCulture,
            $"{(status is null ? "" : $"HTTP {status} ")}{(code is null ? "" : $"{code} ")}{words}").Trim();
        return new BinanceFault(KindOf(error, code, status), code, status,
            detail.Length > 0 ? detail : error.ErrorType.ToString());
    }

    /// <summary>The word of <see cref="VenueRefusal"/> for a fault that certainly had no effect.</summary>
    /// <exception cref="ArgumentException">The effect is not known. A caller's bug: unknown stays unknown.</exception>
    public static VenueRefusal RefusalOf(BinanceFault fault) => fault.Kind switch
    {
        BinanceFaultKind.Limited => VenueRefusal.RateLimited,
        BinanceFaultKind.Clock => VenueRefusal.ClockSkew,
        BinanceFaultKind.Unauthorised => VenueRefusal.NotAuthorised,
        BinanceFaultKind.Region => VenueRefusal.RegionRefused,
        BinanceFaultKind.Closed => VenueRefusal.Closed,
        BinanceFaultKind.Refused => RefusalOf(fault.Code),
        _ => throw new ArgumentException($"Condition failed: '{fault.Detail}' is no refusal."),
    };

    /// <summary>The word of the ports for a request that gave no data.</summary>
    public static VenueSilence SilenceOf(BinanceFault fault) => fault.Kind switch
    {
        BinanceFaultKind.Limited when fault.Hold is { IsBan: true } || fault.Status == 418 => VenueSilence.Banned,
        BinanceFaultKind.Limited when fault is { Hold: null, Code: null, Status: null } => VenueSilence.BudgetSpent,
        BinanceFaultKind.Limited => VenueSilence.RateLimited,
        BinanceFaultKind.Region => VenueSilence.RegionRefused,
        BinanceFaultKind.Unauthorised or BinanceFaultKind.Clock => VenueSilence.Unauthorised,
        BinanceFaultKind.Closed => VenueSilence.Closed,
        _ => VenueSilence.NoAnswer,
    };

    /// <summary>The exception of the ports for a request that gave no data.</summary>
    public static VenueUnavailableException Unavailable(BinanceFault fault) =>
        new($"{WordOf(fault)}Binance: {fault.Detail}") 
        {
            Silence = SilenceOf(fault),
            RetryAfter = fault.Kind == BinanceFaultKind.Limited ? fault.RetryAfter : null,
        };

    /// <summary>What will not pass by itself carries its reason, for whoever reads a log or the status page.</summary>
    private static string WordOf(BinanceFault fault) => fault.Kind == BinanceFaultKind.Region
        ? $"{ReasonCatalog.Of(ReasonCode.PreflightRegionRefused).Name}: "
        : "";

    private static BinanceFaultKind KindOf(Error error, int? code, int? status) => (code, status) switch
    {
        // In front of the exchange: the firewall and the region rule answer before anything is executed.
        (_, 451 or 403) => BinanceFaultKind.Region,
        (_, 429 or 418) or (-1003 or -1015 or -1008, _) => BinanceFaultKind.Limited,
        (-1021, _) => BinanceFaultKind.Clock,
        (-1016, _) => BinanceFaultKind.Closed,

        // The exchange's own words for "execution status unknown", whatever the HTTP status says.
        (-1000 or -1001 or -1006 or -1007, _) => BinanceFaultKind.Unknown,
        (-1002 or -1022 or -2014 or -2015 or -4087 or -4088, _) => BinanceFaultKind.Unauthorised,
        (not null and < 0, < 500) => BinanceFaultKind.Refused,
        (not null and < 0, null) => BinanceFaultKind.Refused,
        (_, null) => KindOfSilence(error),
        _ => BinanceFaultKind.Unknown,
    };

    // Without an answer the request may be anywhere, unless the library itself never sent it.
    private static BinanceFaultKind KindOfSilence(Error error) => error.ErrorType switch
    {
        ErrorType.MissingCredentials => BinanceFaultKind.Unauthorised,
        ErrorType.RateLimitRequest or ErrorType.RateLimitOrder => BinanceFaultKind.Limited,
        ErrorType.InvalidParameter or ErrorType.MissingParameter => BinanceFaultKind.Refused,
        _ => BinanceFaultKind.Unknown,
    };

    private static VenueRefusal RefusalOf(int? code) => code switch
    {
        -2021 => VenueRefusal.WouldTriggerImmediately,
        -4130 => VenueRefusal.StopExists,
        -2022 => VenueRefusal.NothingToReduce,
        -2018 or -2019 or -4050 or -4051 => VenueRefusal.InsufficientMargin,
        -1013 or -1111 or -2027 or -2028 or >= -4014 and <= -4001 or -4016 or -4023 or -4024 or -4028 or -4029
            or -4131 or -4164 or -4183 or -4184 or -5029 => VenueRefusal.RuleBroken,
        -4116 => VenueRefusal.DuplicateId,
        -4108 or -4140 or -4141 or InvalidSymbol => VenueRefusal.NotTrading,
        CancelRejected or NoSuchOrder => VenueRefusal.NoSuchOrder,
        _ => VenueRefusal.Other,
    };
}
