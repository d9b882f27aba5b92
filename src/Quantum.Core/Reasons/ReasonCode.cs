namespace Quantum.Core.Reasons;

/// <summary>
/// The closed list of reasons. Every symbol has one every minute and every signal ends with one. The numbers are
/// stored in ledgers: never reuse or renumber one. Texts, stages and sentences are in <see cref="ReasonCatalog"/>.
/// </summary>
#pragma warning disable CS1591 // The catalog holds the sentence of every member; a test compares the two.
public enum ReasonCode
{
    None = 0,

    UniverseNotTrading = 1,
    UniverseDelisting = 2,
    UniverseNotPerpetual = 3,
    UniverseQuoteAsset = 4,
    UniverseExcluded = 5,
    UniverseTooYoung = 6,
    UniverseCoarseTick = 7,
    UniverseHistoryShort = 8,
    UniverseRangeNarrow = 9,
    UniverseVolatilityLow = 10,
    UniverseVolatilityHigh = 11,

    DataUnavailable = 20,
    DataInvalid = 21,
    DataMissing = 22,
    DataStale = 23,
    DataGap = 24,
    DataWarmUp = 25,
    DataNotFinite = 26,

    ModelNone = 40,
    ModelExpired = 41,
    ModelFailed = 42,
    ModelUnreadable = 43,
    ModelFiles = 44,
    ModelSignature = 45,
    ModelUnsigned = 46,
    ModelNotApproved = 47,
    ModelSchema = 48,
    ModelShape = 49,
    ModelGolden = 50,
    ModelNotDistribution = 51,
    ModelCalibration = 52,
    ModelSignalRate = 53,
    ModelSlow = 54,
    ModelNoSignal = 55,
    ModelVersionTaken = 56,
    ModelWindowShort = 57,

    RuleNeutral = 60,
    RuleDisabled = 61,
    ModelNeutral = 62,
    ConfidenceLow = 63,
    SignalQueued = 64,

    SignalExpired = 80,
    SignalDeadLettered = 81,

    ModeNotReady = 100,
    NotReconciled = 101,
    ClockOffset = 102,
    OperatorPaused = 103,
    OperatorReducing = 104,
    OperatorHalted = 105,
    BreakerDailyLoss = 106,
    BreakerDrawdown = 107,
    BreakerStopCluster = 108,
    BreakerOrderErrors = 109,
    BreakerEntryRate = 110,
    BreakerSlippage = 111,
    BreakerReconcile = 112,
    BreakerRateLimit = 113,

    SymbolHasPosition = 120,
    SymbolCooldown = 121,
    SymbolLoser = 122,
    SymbolQuarantined = 123,
    PositionsFull = 124,
    SideExposure = 125,
    DailyLossBudget = 126,

    QuoteMissing = 140,
    SpreadWide = 141,
    CostTooHigh = 142,
    LiquidityThin = 143,

    SizeBelowStep = 160,
    SizeBelowMinNotional = 161,
    MarginTooSmall = 162,
    LiquidationTooNear = 163,

    VenueRefused = 180,
    VenueUnavailable = 181,
    OrderLapsed = 182,
    OrderFilled = 183,

    MessageUnreadable = 200,
    ControlUnreadable = 201,
    SettingUnresolved = 202,
    SettingWrong = 203,
    KeysMissing = 204,
    StorageThrottled = 205,
    StorageFailed = 206,
}
#pragma warning restore CS1591
