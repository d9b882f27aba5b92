using Quantum.Core.Preflight;
using Quantum.Core.Settings;

namespace Quantum.Adapters.Binance;

/// <summary>Which of the exchange's systems is spoken to.</summary>
public enum BinanceSystem
{
    /// <summary>The real exchange; public data need no key.</summary>
    Live = 0,

    /// <summary>The test network.</summary>
    Testnet = 1,

    /// <summary>The exchange's demo trading.</summary>
    Demo = 2,

    /// <summary>The address in <see cref="BinanceOptions.Address"/>.</summary>
    Custom = 3,
}

/// <summary>How the exchange is reached. Every value has a default that is right for the real one.</summary>
public sealed record BinanceOptions
{
    /// <summary>The system. Default live, which without a key can only be read.</summary>
    public BinanceSystem System { get; init; }

    /// <summary>
    /// Base address of <see cref="BinanceSystem.Custom"/>, e.g. <c>http://127.0.0.1:9443</c>; absolute, http or https.
    /// </summary>
    public Uri? Address { get; init; }

    /// <summary>The key; <see langword="null"/> for public data only. Never logged.</summary>
    public string? Key { get; init; }

    /// <summary>Its secret. Never logged.</summary>
    public string? Secret { get; init; }

    /// <summary>The asset that the account is counted in. Default USDT.</summary>
    public string QuoteAsset { get; init; } = "USDT";

    /// <summary>Requests under way at once when many are needed. Default 20; range [1, 100].</summary>
    public int ParallelMax { get; init; } = 20;

    /// <summary>
    /// How long the answer to an order is awaited; then it is unknown. Default 10 s; range [1 s, 60 s].
    /// </summary>
    public TimeSpan OrderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the answer to a read is awaited, each time. Default 10 s; range [1 s, 60 s].
    /// </summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Waits before a read is tried again after a time-out, a dropped connection or a 5xx. Default 1, 2 and 5 s; an
    /// order is never sent again.
    /// </summary>
    public IReadOnlyList<TimeSpan> ReadRetries { get; init; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    /// <summary>
    /// Contracts whose last days are read, the most traded first: half again as many as are watched, because the order
    /// changes within the day. Default 333; range [1, 2,000].
    /// </summary>
    public int DaySymbolsMax { get; init; } = 333;

    /// <summary>
    /// Request weight of a minute up to which candles may be read; what is above is left to the account and to orders.
    /// Default 1,200, half of the exchange's 2,400; range [1, 2,400].
    /// </summary>
    public int CandleWeightMax { get; init; } = 1_200;

    /// <summary>
    /// Request weight of a minute up to which the account may be read. Default 1,920; range [1, 2,400].
    /// </summary>
    public int AccountWeightMax { get; init; } = 1_920;

    /// <summary>
    /// Request weight of a minute that is never passed. Default 2,280 (5 % margin); range [1, 2,400].
    /// </summary>
    public int WeightMax { get; init; } = 2_280;

    /// <summary>
    /// Whether the client library counts as well. It counts per process and one tier too low, so it is a second net
    /// only. Default true; it fails and never waits.
    /// </summary>
    public bool UseLibraryLimiter { get; init; } = true;

    /// <summary>Both key and secret are there, and neither is a Key Vault reference that nobody resolved.</summary>
    public bool HasKey => PreflightChecks.PresenceOf(Key, Secret) == KeyPresence.Present;

    /// <summary>
    /// The options of a mode. Paper reads the real exchange's public data and never shows a key, whatever is set.
    /// </summary>
    /// <param name="mode">Paper, Testnet or Live.</param>
    /// <param name="key">The key as configured.</param>
    /// <param name="secret">Its secret as configured.</param>
    /// <param name="address">An address instead of the mode's own; <see langword="null"/> for that.</param>
    public static BinanceOptions For(TradingMode mode, string? key, string? secret, Uri? address) => new()
    {
        System = address is not null ? BinanceSystem.Custom
            : mode == TradingMode.Testnet ? BinanceSystem.Testnet
            : BinanceSystem.Live,
        Address = address,
        Key = mode == TradingMode.Paper ? null : key,
        Secret = mode == TradingMode.Paper ? null : secret,
    };

    /// <summary>Every value that is out of range, each with its range; empty when all are right.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check((System == BinanceSystem.Custom) == Address is not null, "Address belongs to the custom system only");
        Check(Address is null or { IsAbsoluteUri: true, Scheme: "http" or "https" },
            $"Address {Address} is not an absolute http or https address");
        Check(ParallelMax is >= 1 and <= 100, $"ParallelMax {ParallelMax} is not in [1, 100]");
        Check(DaySymbolsMax is >= 1 and <= 2_000, $"DaySymbolsMax {DaySymbolsMax} is not in [1, 2000]");
        CheckTime(nameof(OrderTimeout), OrderTimeout);
        CheckTime(nameof(ReadTimeout), ReadTimeout);
        CheckWeight(nameof(CandleWeightMax), CandleWeightMax);
        CheckWeight(nameof(AccountWeightMax), AccountWeightMax);
        CheckWeight(nameof(WeightMax), WeightMax);
        return problems;

        void CheckTime(string name, TimeSpan span) => Check(
            span >= TimeSpan.FromSeconds(1) && span <= TimeSpan.FromMinutes(1), $"{name} {span} is not in [1 s, 60 s]");

        void CheckWeight(string name, int weight) =>
            Check(weight is >= 1 and <= WeightBudget.PerMinute, $"{name} {weight} is not in [1, 2400]");

        void Check(bool isRight, string problem)
        {
            if (!isRight) problems.Add(problem);
        }
    }

    /// <summary>System and address; never the key.</summary>
    public override string ToString() => $"Binance {System}{(Address is null ? "" : $" at {Address}")}";
}
