using System.Diagnostics.CodeAnalysis;

namespace Quantum.Core.Markets;

/// <summary>
/// One closed 1-minute candle of last prices. It cannot hold nonsense: prices are &gt; 0, low ≤ open, close ≤ high,
/// volumes ≥ 0. A candle with volume 0 is real (nobody traded) and not a gap.
/// </summary>
public readonly record struct Candle
{
    private Candle(Minute minute, decimal open, decimal high, decimal low, decimal close,
        decimal volume, decimal quoteVolume)
    {
        Minute = minute;
        Open = open;
        High = high;
        Low = low;
        Close = close;
        Volume = volume;
        QuoteVolume = quoteVolume;
    }

    /// <summary>
    /// The minute that the candle covers: it opens at <c>Minute.Start</c> and closes at <c>Minute.End</c>.
    /// </summary>
    public Minute Minute { get; }

    /// <summary>First price, quote units per base unit.</summary>
    public decimal Open { get; }

    /// <summary>Highest price.</summary>
    public decimal High { get; }

    /// <summary>Lowest price.</summary>
    public decimal Low { get; }

    /// <summary>Last price.</summary>
    public decimal Close { get; }

    /// <summary>Traded size in base units.</summary>
    public decimal Volume { get; }

    /// <summary>
    /// Traded value in quote units. Where a source lacks it: volume × (open + high + low + close) / 4.
    /// </summary>
    public decimal QuoteVolume { get; }

    /// <summary>Makes a candle, or says which rule its numbers break.</summary>
    /// <param name="minute">The minute that the candle covers.</param>
    /// <param name="open">First price, &gt; 0.</param>
    /// <param name="high">Highest price, ≥ open and close.</param>
    /// <param name="low">Lowest price, ≤ open and close.</param>
    /// <param name="close">Last price, &gt; 0.</param>
    /// <param name="volume">Base units, ≥ 0.</param>
    /// <param name="quoteVolume">Quote units, ≥ 0; <see langword="null"/> where the source has none.</param>
    /// <param name="candle">The candle; <c>default</c> on failure.</param>
    /// <param name="problem">The broken rule with its numbers; <see langword="null"/> on success.</param>
    public static bool TryCreate(Minute minute, decimal open, decimal high, decimal low, decimal close, decimal volume,
        decimal? quoteVolume, out Candle candle, [NotNullWhen(false)] out string? problem)
    {
        // A low that is > 0 and ≤ the others says the same of them: comparing decimals is not for nothing.
        var isPossible = low > 0 && low <= open && low <= close && high >= open && high >= close && volume >= 0
            && !(quoteVolume < 0);
        problem = isPossible ? null : ProblemOf(open, high, low, close, volume, quoteVolume);
        candle = problem is null
            ? new(minute, open, high, low, close, volume, quoteVolume ?? volume * ((open + high + low + close) / 4))
            : default;
        return problem is null;
    }

    /// <summary>Makes a candle from numbers that are known to be right.</summary>
    /// <exception cref="ArgumentException">They are not; the message names the broken rule.</exception>
    public static Candle Of(Minute minute, decimal open, decimal high, decimal low, decimal close, decimal volume,
        decimal? quoteVolume = null) =>
        TryCreate(minute, open, high, low, close, volume, quoteVolume, out var candle, out var problem)
            ? candle
            : throw new ArgumentException($"Condition failed: candle {minute}: {problem}.");

    private static string ProblemOf(
        decimal open, decimal high, decimal low, decimal close, decimal volume, decimal? quoteVolume) =>
        open <= 0 ? $"open {open} is not > 0"
        : close <= 0 ? $"close {close} is not > 0"
        : low <= 0 ? $"low {low} is not > 0"
        : high < Math.Max(open, close) ? $"high {high} is below max(open, close) {Math.Max(open, close)}"
        : low > Math.Min(open, close) ? $"low {low} is above min(open, close) {Math.Min(open, close)}"
        : volume < 0 ? $"volume {volume} is not >= 0"
        : $"quote volume {quoteVolume} is not >= 0";
}
