using Skender.Stock.Indicators;
using Quote = Skender.Stock.Indicators.Quote;

namespace Quantum.Conformance.Skender;

/// <summary>
/// Rows in which a formula divides by a range that is 0 but for rounding: its answer is a matter of the last bit, in
/// Skender's code as in ours. Everything else is compared.
/// </summary>
internal static class Doubts
{
    /// <summary>A range of RSI (0 to 100) that is nothing but rounding.</summary>
    private const double RsiRangeMin = 1e-9;

    /// <summary>Rows that a doubtful one reaches by the two means of three.</summary>
    private const int SmoothedRows = 4;

    /// <summary>One flag per quote.</summary>
    public static bool[] Of(string name, List<Quote> quotes) => name switch
    {
        // %B and the z-score of equal closes: ours are undefined, Skender's the quotient of two rounding errors.
        "Bollinger 20 2" or "Standard deviation 20" =>
            Narrow([.. quotes.Select(quote => (double)quote.Close)], length: 20, rangeMax: 0, reach: 0),
        "Stochastic RSI 14 14 3 3" => Narrow([.. quotes.GetRsi(14).Select(row => row.Rsi ?? double.NaN)],
            length: 14, RsiRangeMin, SmoothedRows),
        _ => new bool[quotes.Count],
    };

    /// <summary>Marks the ends of windows whose range is no larger, and the rows after them.</summary>
    private static bool[] Narrow(double[] values, int length, double rangeMax, int reach)
    {
        var marks = new bool[values.Length];
        for (var row = length - 1; row < values.Length; row++)
        {
            var window = values.AsSpan(row - length + 1, length);
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var value in window) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            if (!(high - low <= rangeMax)) continue;
            for (var after = row; after <= Math.Min(row + reach, values.Length - 1); after++) marks[after] = true;
        }

        return marks;
    }
}
