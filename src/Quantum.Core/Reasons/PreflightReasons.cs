using static Quantum.Core.Reasons.ReasonCode;

namespace Quantum.Core.Reasons;

/// <summary>The reasons of the preflight: why Testnet or Live may not enter.</summary>
internal static class PreflightReasons
{
    /// <summary>Their texts.</summary>
    public static ReasonInfo[] Entries() =>
    [
        new(PreflightPending, "PREFLIGHT_PENDING", Stage.State, "The preflight of this mode has not run yet."),
        new(PreflightStale, "PREFLIGHT_STALE", Stage.State,
            "The preflight passed {value} min ago; it must be repeated within {limit} min."),
        new(PreflightKeyMissing, "PREFLIGHT_KEY_MISSING", Stage.State,
            "The mode needs an exchange key and its secret, and at least one of them is missing."),
        new(PreflightKeyUnresolved, "PREFLIGHT_KEY_UNRESOLVED", Stage.State,
            "The exchange key is a Key Vault reference that was not resolved."),
        new(PreflightKeyRefused, "PREFLIGHT_KEY_REFUSED", Stage.State,
            "The venue does not accept the key, its signature or its address."),
        new(PreflightKeyCanWithdraw, "PREFLIGHT_KEY_CAN_WITHDRAW", Stage.State,
            "The key has the right to withdraw, which a trading key must not have."),
        new(PreflightKeyCannotTrade, "PREFLIGHT_KEY_CANNOT_TRADE", Stage.State,
            "The key or the account has no right to trade futures."),
        new(PreflightRegionRefused, "PREFLIGHT_REGION_REFUSED", Stage.State,
            "The venue does not serve this region (HTTP 451 or 403)."),
        new(PreflightVenueUnreachable, "PREFLIGHT_VENUE_UNREACHABLE", Stage.State,
            "The venue did not answer the preflight."),
        new(PreflightClockOff, "PREFLIGHT_CLOCK_OFF", Stage.State,
            "The clock is {value} s off the venue's; at most {limit} s is allowed."),
        new(PreflightHedgeMode, "PREFLIGHT_HEDGE_MODE", Stage.State,
            "The account is in hedge mode; one-way mode is needed."),
        new(PreflightMultiAssets, "PREFLIGHT_MULTI_ASSETS", Stage.State,
            "The account shares one margin among its assets, which excludes isolated positions."),
        new(PreflightMarginCrossed, "PREFLIGHT_MARGIN_CROSSED", Stage.State,
            "{value} open positions have crossed margin; {limit} are allowed."),
        new(PreflightSymbolsUnknown, "PREFLIGHT_SYMBOLS_UNKNOWN", Stage.State,
            "The venue trades {value} perpetual contracts in the quote asset; at least {limit} are needed."),
        new(PreflightNotArmed, "PREFLIGHT_NOT_ARMED", Stage.State,
            "Live:ArmedFor does not name this account and a last day of trading."),
        new(PreflightArmingExpired, "PREFLIGHT_ARMING_EXPIRED", Stage.State,
            "The last day of live trading is {value} days away; it must be from 0 to {limit} days away."),
        new(PreflightModelNotApproved, "PREFLIGHT_MODEL_NOT_APPROVED", Stage.State,
            "The active model is not approved for live trading."),
        new(PreflightTradingLocked, "PREFLIGHT_TRADING_LOCKED", Stage.State,
            "The venue's quantitative rules have locked the account's orders for a while."),
        new(PreflightKeyRightsUnknown, "PREFLIGHT_KEY_RIGHTS_UNKNOWN", Stage.State,
            "The venue does not tell whether the key may withdraw, so it may not trade real money."),
        new(PreflightKeyUnbound, "PREFLIGHT_KEY_UNBOUND", Stage.State,
            "The venue takes the key from any address; for real money it must be bound to listed ones."),
    ];
}
