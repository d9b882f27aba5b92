using Quantum.Core.Markets;

namespace Quantum.App.Scanning;

/// <summary>The candles that a symbol still lacks.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="First">The oldest one, inclusive.</param>
/// <param name="Count">How many up to the scan, ≥ 1.</param>
public readonly record struct MissingCandles(Symbol Symbol, Minute First, int Count);

/// <summary>
/// Which symbols are fetched now and which wait, so that a warm-up spreads over minutes instead of breaking the
/// venue's weight budget. Pure.
/// </summary>
public static class FetchPlan
{
    /// <summary>The most candles of one request (Binance USD-M klines).</summary>
    public const int RequestMax = 1_500;

    /// <summary>
    /// The weight of fetching so many candles: 1 below 100, 2 below 500, 5 up to 1,000, 10 above, and as many requests
    /// as <see cref="RequestMax"/> asks for.
    /// </summary>
    /// <param name="candles">≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one. A caller's bug.</exception>
    public static int WeightOf(int candles)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(candles, 1);
        var (whole, rest) = Math.DivRem(candles, RequestMax);
        return (whole * 10) + rest switch { 0 => 0, < 100 => 1, < 500 => 2, <= 1_000 => 5, _ => 10 };
    }

    /// <summary>Chooses what fits.</summary>
    /// <param name="missing">What is missing; each symbol once, in any order.</param>
    /// <param name="weightMax">Weight that may be spent now.</param>
    /// <returns>
    /// The chosen in the order of their choice: cheapest first, then fewest candles, then by name. So symbols that
    /// are warm stay so and never wait for one that is cold, and every cold symbol that was served is cheap from then
    /// on: with a budget of at least one unit per symbol plus one warm-up, the whole universe gets warm.
    /// </returns>
    public static IReadOnlyList<MissingCandles> Choose(IReadOnlyList<MissingCandles> missing, int weightMax)
    {
        var chosen = new List<MissingCandles>(missing.Count);
        var left = weightMax;
        foreach (var symbol in missing
            .OrderBy(symbol => WeightOf(symbol.Count)).ThenBy(symbol => symbol.Count).ThenBy(symbol => symbol.Symbol))
        {
            var weight = WeightOf(symbol.Count);
            if (weight > left) break; // All that follow weigh as much or more.
            left -= weight;
            chosen.Add(symbol);
        }

        return chosen;
    }
}
