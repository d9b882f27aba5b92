namespace Quantum.Core.Settings;

/// <summary>Paper, test network or real money. One setting, not two flags that can disagree.</summary>
public enum TradingMode
{
    /// <summary>The live pipeline with a simulated venue behind it; the default.</summary>
    Paper = 0,

    /// <summary>The venue's test network.</summary>
    Testnet = 1,

    /// <summary>Real money; starts only after its preflight passed.</summary>
    Live = 2,
}

/// <summary>Everything that can be set, with the defaults of <c>docs/options.md</c>. Immutable.</summary>
public sealed record TradingSettings
{
    /// <summary>Paper unless said otherwise.</summary>
    public TradingMode Mode { get; init; } = TradingMode.Paper;

    /// <summary>Which contracts may be traded at all.</summary>
    public UniverseSettings Universe { get; init; } = new();

    /// <summary>What candles must be like.</summary>
    public DataSettings Data { get; init; } = new();

    /// <summary>What makes a signal.</summary>
    public SignalSettings Signal { get; init; } = new();

    /// <summary>When a model bundle may serve.</summary>
    public ModelSettings Models { get; init; } = new();

    /// <summary>How much is put at risk.</summary>
    public RiskSettings Risk { get; init; } = new();

    /// <summary>What the market must be like at entry.</summary>
    public MarketSettings Market { get; init; } = new();

    /// <summary>When and where a position ends.</summary>
    public ExitSettings Exit { get; init; } = new();

    /// <summary>When the system stops itself.</summary>
    public BreakerSettings Breaker { get; init; } = new();

    /// <summary>Timing of orders and evidence.</summary>
    public ExecutionSettings Execution { get; init; } = new();

    /// <summary>What has to be said before real money moves.</summary>
    public LiveSettings Live { get; init; } = new();
}
