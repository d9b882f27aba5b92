using System.Collections.Frozen;
using static Quantum.Core.Reasons.ReasonCode;

namespace Quantum.Core.Reasons;

/// <summary>What a reason code means.</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">Its text on the wire, in ledgers and on screen, e.g. <c>DATA_GAP</c>.</param>
/// <param name="Stage">The stage that it belongs to.</param>
/// <param name="Sentence">
/// One sentence with <c>{value}</c> and <c>{limit}</c> where numbers are compared; <c>{value:%}</c> where they are
/// shares and a person reads percent, <c>{value:-}</c> where he reads them with the other sign.
/// </param>
public sealed record ReasonInfo(ReasonCode Code, string Name, Stage Stage, string Sentence)
{
    /// <summary>Where the sentence shows shares in percent.</summary>
    public bool ShowsPercent => Sentence.Contains("{value:%}", StringComparison.Ordinal);

    /// <summary>Where it shows numbers with the other sign.</summary>
    public bool ShowsOtherSign => Sentence.Contains("{value:-}", StringComparison.Ordinal);

    /// <summary>The sentence with both numbers as texts in its units, without the units.</summary>
    public string With(string value, string limit)
    {
        var (format, unit) = ShowsPercent ? (":%", " %") : ShowsOtherSign ? (":-", "") : ("", "");
        return Sentence.Replace($"{{value{format}}}", value + unit, StringComparison.Ordinal)
            .Replace($"{{limit{format}}}", limit + unit, StringComparison.Ordinal);
    }
}

/// <summary>Texts of every reason code; complete, which a test checks.</summary>
public static class ReasonCatalog
{
    private static readonly FrozenDictionary<ReasonCode, ReasonInfo> ByCode = Entries().ToFrozenDictionary(e => e.Code);

    private static readonly FrozenDictionary<string, ReasonInfo> ByName =
        ByCode.Values.ToFrozenDictionary(info => info.Name, StringComparer.Ordinal);

    /// <summary>Every code's meaning, in order of the codes.</summary>
    public static IReadOnlyList<ReasonInfo> All { get; } = [.. ByCode.Values.OrderBy(info => info.Code)];

    /// <summary>The meaning of a code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a code.</exception>
    public static ReasonInfo Of(ReasonCode code) => ByCode.TryGetValue(code, out var info)
        ? info
        : throw new ArgumentOutOfRangeException(nameof(code), code, "Not a reason code.");

    /// <summary>The code of a text such as <c>DATA_GAP</c>.</summary>
    /// <exception cref="FormatException">The text is not a reason code.</exception>
    public static ReasonCode Parse(string name) => ByName.TryGetValue(name, out var info)
        ? info.Code
        : throw new FormatException($"'{name}' is not a reason code.");

    private static ReasonInfo[] Entries() =>
    [
        .. Universe(), .. Data(), .. Bundles(), .. Signals(), .. State(), .. Portfolio(), .. MarketAndSize(),
        .. Venue(), .. Host(), .. PreflightReasons.Entries(),
    ];

    private static ReasonInfo[] Universe() =>
    [
        new(UniverseNotTrading, "UNIVERSE_NOT_TRADING", Stage.Universe, "The venue does not trade the contract now."),
        new(UniverseDelisting, "UNIVERSE_DELISTING", Stage.Universe, "The venue has announced the contract's end."),
        new(UniverseNotPerpetual, "UNIVERSE_NOT_PERPETUAL", Stage.Universe, "The contract is not a perpetual."),
        new(UniverseQuoteAsset, "UNIVERSE_QUOTE_ASSET", Stage.Universe,
            "The contract is not quoted in the quote asset."),
        new(UniverseExcluded, "UNIVERSE_EXCLUDED", Stage.Universe, "The configuration excludes the symbol."),
        new(UniverseTooYoung, "UNIVERSE_TOO_YOUNG", Stage.Universe,
            "The contract is listed for {value} days; at least {limit} are needed."),
        new(UniverseCoarseTick, "UNIVERSE_COARSE_TICK", Stage.Universe,
            "One tick is {value:%} of the price; at most {limit:%} is allowed."),
        new(UniverseHistoryShort, "UNIVERSE_HISTORY_SHORT", Stage.Universe,
            "Only {value} whole days of history are known; {limit} are needed."),
        new(UniverseRangeNarrow, "UNIVERSE_RANGE_NARROW", Stage.Universe,
            "The ten-day range is {value:%} of the price; at least {limit:%} is needed."),
        new(UniverseVolatilityLow, "UNIVERSE_VOLATILITY_LOW", Stage.Universe,
            "The ten-day volatility is {value:%} a day; at least {limit:%} is needed."),
        new(UniverseVolatilityHigh, "UNIVERSE_VOLATILITY_HIGH", Stage.Universe,
            "The ten-day volatility is {value:%} a day; at most {limit:%} is allowed."),
        new(UniverseLessTraded, "UNIVERSE_LESS_TRADED", Stage.Universe,
            "The contract was number {value} by value traded in 24 hours; the first {limit} are watched."),
    ];

    private static ReasonInfo[] Data() =>
    [
        new(DataUnavailable, "DATA_UNAVAILABLE", Stage.Data, "The market data could not be read this minute."),
        new(DataInvalid, "DATA_INVALID", Stage.Data, "The venue sent a candle that cannot be true."),
        new(DataMissing, "DATA_MISSING", Stage.Data, "No candle of the symbol has been seen."),
        new(DataStale, "DATA_STALE", Stage.Data,
            "The newest closed candle is {value} s old; at most {limit} s is allowed."),
        new(DataGap, "DATA_GAP", Stage.Data,
            "A candle is missing: {value} unbroken candles since the gap; {limit} are needed."),
        new(DataWarmUp, "DATA_WARM_UP", Stage.Data, "{value} candles are known; {limit} are needed."),
        new(DataNotFinite, "DATA_NOT_FINITE", Stage.Data, "A feature is not a finite number."),
        new(ModelNone, "MODEL_NONE", Stage.Model, "No model bundle is installed."),
        new(ModelExpired, "MODEL_EXPIRED", Stage.Model, "The model is {value} h old; at most {limit} h is allowed."),
        new(ModelFailed, "MODEL_FAILED", Stage.Model, "The model gave no usable answer."),
        new(ModelWindowShort, "MODEL_WINDOW_SHORT", Stage.Model,
            "Only {value} unbroken minutes of features are known; the model looks at {limit}."),
        new(ModelFromFuture, "MODEL_FROM_FUTURE", Stage.Model,
            "The model learnt from candles up to {value:-} h after this minute and may have seen it in training; "
            + "at most {limit:-} h is allowed."),
    ];

    private static ReasonInfo[] Bundles() =>
    [
        new(ModelUnreadable, "MODEL_UNREADABLE", Stage.Model,
            "The bundle's manifest is missing, damaged or impossible."),
        new(ModelFiles, "MODEL_FILES", Stage.Model, "A file of the bundle is missing or not what the manifest says."),
        new(ModelSignature, "MODEL_SIGNATURE", Stage.Model, "The bundle's signature does not fit its manifest."),
        new(ModelUnsigned, "MODEL_UNSIGNED", Stage.Model, "No trusted key signed the bundle, and here one is needed."),
        new(ModelNotApproved, "MODEL_NOT_APPROVED", Stage.Model,
            "Training did not approve the bundle for more than Paper."),
        new(ModelSchema, "MODEL_SCHEMA", Stage.Model, "The bundle was trained on other features than this code's."),
        new(ModelShape, "MODEL_SHAPE", Stage.Model, "A model takes or gives something else than the system does."),
        new(ModelGolden, "MODEL_GOLDEN", Stage.Model,
            "A golden vector is answered {value} away from where it was trained; at most {limit} is allowed."),
        new(ModelNotDistribution, "MODEL_NOT_DISTRIBUTION", Stage.Model, "An answer is not a distribution."),
        new(ModelCalibration, "MODEL_CALIBRATION", Stage.Model,
            "The calibration error is {value}; at most {limit} is allowed."),
        new(ModelSignalRate, "MODEL_SIGNAL_RATE", Stage.Model,
            "The bundle expects {value} signals per day; the active one {limit}."),
        new(ModelSlow, "MODEL_SLOW", Stage.Model, "Scoring takes {value} ms; at most {limit} ms is allowed."),
        new(ModelNoSignal, "MODEL_NO_SIGNAL", Stage.Model,
            "Its thresholds would give no signal on recent inputs: {value} came where {limit} were expected."),
        new(ModelVersionTaken, "MODEL_VERSION_TAKEN", Stage.Model, "Another bundle has the same version."),
    ];

    private static ReasonInfo[] Signals() =>
    [
        new(RuleNeutral, "RULE_NEUTRAL", Stage.Signal, "RSI is {value}; the nearer threshold is {limit}."),
        new(RuleDisabled, "RULE_DISABLED", Stage.Signal, "No model may speak and the rule is switched off."),
        new(ModelNeutral, "MODEL_NEUTRAL", Stage.Signal, "The model expects no move."),
        new(ConfidenceLow, "CONFIDENCE_LOW", Stage.Signal, "The confidence is {value}; at least {limit} is needed."),
        new(SignalQueued, "SIGNAL_QUEUED", Stage.Signal, "A signal went to the executor."),
        new(SignalsSilent, "SIGNALS_SILENT", Stage.Signal,
            "Improbably few signals came: {value} where at least {limit} were to be expected."),
        new(SignalExpired, "SIGNAL_EXPIRED", Stage.Queue,
            "The signal is {value} s old; at most {limit} s after the candle's close is allowed."),
        new(SignalDeadLettered, "SIGNAL_DEAD_LETTERED", Stage.Queue, "The signal's message was given up."),
    ];

    private static ReasonInfo[] State() =>
    [
        new(ModeNotReady, "MODE_NOT_READY", Stage.State, "The mode's preflight has not passed."),
        new(NotReconciled, "NOT_RECONCILED", Stage.State,
            "The account was last reconciled {value} s ago; at most {limit} s is allowed."),
        new(ClockOffset, "CLOCK_OFFSET", Stage.State, "The clock is off by {value} s; at most {limit} s is allowed."),
        new(OperatorPaused, "OPERATOR_PAUSED", Stage.State, "The operator paused new entries."),
        new(OperatorReducing, "OPERATOR_REDUCING", Stage.State, "The operator allows exits only."),
        new(OperatorHalted, "OPERATOR_HALTED", Stage.State, "The operator halted trading."),
        new(BreakerDailyLoss, "BREAKER_DAILY_LOSS", Stage.State,
            "Today's loss is {value:%} of the day's first equity; limit {limit:%}."),
        new(BreakerDrawdown, "BREAKER_DRAWDOWN", Stage.State,
            "Equity is {value:%} below its peak; limit {limit:%}."),
        new(BreakerStopCluster, "BREAKER_STOP_CLUSTER", Stage.State,
            "{value} stop-losses came within hours; {limit} are too many."),
        new(BreakerOrderErrors, "BREAKER_ORDER_ERRORS", Stage.State,
            "{value} errors of orders in ten minutes; limit {limit}."),
        new(BreakerEntryRate, "BREAKER_ENTRY_RATE", Stage.State, "{value} entries within an hour; limit {limit}."),
        new(BreakerSlippage, "BREAKER_SLIPPAGE", Stage.State, "Median slippage is {value} bps; limit {limit} bps."),
        new(BreakerReconcile, "BREAKER_RECONCILE", Stage.State, "Our books and the venue's disagree."),
        new(BreakerRateLimit, "BREAKER_RATE_LIMIT", Stage.State,
            "The venue asked for fewer requests: {value} s without entries, at least {limit} s."),
        new(BreakerUnknownOrder, "BREAKER_UNKNOWN_ORDER", Stage.State,
            "The outcome of an order is unknown for {value} s; limit {limit} s."),
        new(BreakerFaults, "BREAKER_FAULTS", Stage.State,
            "The system's own parts failed {value} times in ten minutes; limit {limit}."),
    ];

    private static ReasonInfo[] Portfolio() =>
    [
        new(SymbolHasPosition, "SYMBOL_HAS_POSITION", Stage.Portfolio,
            "The symbol has a position or an order at work."),
        new(SymbolCooldown, "SYMBOL_COOLDOWN", Stage.Portfolio,
            "The last exit was {value} min ago; {limit} min must pass."),
        new(SymbolLoser, "SYMBOL_LOSER", Stage.Portfolio,
            "The symbol's last trades sum to {value:%}; limit {limit:%}."),
        new(SymbolQuarantined, "SYMBOL_QUARANTINED", Stage.Portfolio,
            "The venue holds a position or an order in the symbol that is not ours."),
        new(PositionsFull, "POSITIONS_FULL", Stage.Portfolio,
            "{value} positions are open; at most {limit} are allowed."),
        new(SideExposure, "SIDE_EXPOSURE", Stage.Portfolio,
            "This side would hold {value:%} of the permitted value; at most {limit:%} is allowed."),
        new(DailyLossBudget, "DAILY_LOSS_BUDGET", Stage.Portfolio,
            "Were every stop hit, today's loss would be {value:%} of equity; limit {limit:%}."),
    ];

    private static ReasonInfo[] MarketAndSize() =>
    [
        new(QuoteMissing, "QUOTE_MISSING", Stage.Market, "The venue shows no bid and ask."),
        new(SpreadWide, "SPREAD_WIDE", Stage.Market, "The spread is {value} bps; at most {limit} bps is allowed."),
        new(CostTooHigh, "COST_TOO_HIGH", Stage.Market,
            "The stop is {value:%} of the price away; at least {limit:%} is needed to pay for the round trip."),
        new(LiquidityThin, "LIQUIDITY_THIN", Stage.Market,
            "The order would be {value:%} of the last minute's traded value; at most {limit:%} is allowed."),
        new(SizeBelowStep, "SIZE_BELOW_STEP", Stage.Sizing, "The size is {value}; the smallest order is {limit}."),
        new(SizeBelowMinNotional, "SIZE_BELOW_MIN_NOTIONAL", Stage.Sizing,
            "The order's value is {value}; at least {limit} is needed."),
        new(MarginTooSmall, "MARGIN_TOO_SMALL", Stage.Sizing, "{value} of free margin is left; {limit} is needed."),
        new(LiquidationTooNear, "LIQUIDATION_TOO_NEAR", Stage.Sizing,
            "Liquidation is {value:%} of the price away; at least {limit:%} is needed."),
    ];

    private static ReasonInfo[] Venue() =>
    [
        new(VenueRefused, "VENUE_REFUSED", Stage.Venue, "The venue refused the order."),
        new(VenueUnavailable, "VENUE_UNAVAILABLE", Stage.Venue, "The venue could not be reached."),
        new(OrderLapsed, "ORDER_LAPSED", Stage.Venue, "The order's outcome was unknown and proved to be: not there."),
        new(OrderFilled, "ORDER_FILLED", Stage.Venue, "The order was filled and the position is open."),
        new(OrderUnknown, "ORDER_UNKNOWN", Stage.Venue,
            "The outcome of an order is unknown for {value} s; after {limit} s somebody should know."),
        new(PositionUnprotected, "POSITION_UNPROTECTED", Stage.Venue,
            "A position had no confirmed stop for {value} s; at most {limit} s is allowed."),
        new(TradesSilent, "TRADES_SILENT", Stage.Venue,
            "Improbably few signals became positions: {value} where at least {limit} were to be expected."),
    ];

    private static ReasonInfo[] Host() =>
    [
        new(MessageUnreadable, "MESSAGE_UNREADABLE", Stage.Queue,
            "A queue message was no signal message; it is kept as a dead letter."),
        new(ControlUnreadable, "CONTROL_UNREADABLE", Stage.State, "A control request named no action that exists."),
        new(SettingUnresolved, "SETTING_UNRESOLVED", Stage.State,
            "A setting holds a Key Vault reference that was not resolved."),
        new(SettingWrong, "SETTING_WRONG", Stage.State, "A setting is outside its range, so nothing is entered."),
        new(KeysMissing, "KEYS_MISSING", Stage.State, "The mode needs the exchange's keys and they are not set."),
        new(StorageThrottled, "STORAGE_THROTTLED", Stage.State,
            "The storage account refused too many requests (503)."),
        new(StorageFailed, "STORAGE_FAILED", Stage.State, "The storage account did not do what was asked."),
        new(BookForeign, "BOOK_FOREIGN", Stage.State,
            "The storage holds the book of another mode, market or account, so nothing is touched."),
    ];
}
