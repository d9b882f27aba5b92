using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>
/// Hourly figures of one contract, from which its day statistics are counted. A contract keeps only minutes for so
/// long; hours are cheap enough to keep for the ten days that the filters look back.
/// </summary>
public sealed class HourBars
{
    /// <summary>Hours that the statistics can look back to: ten whole days, and the day that is under way.</summary>
    public const int HoursMin = (DaysWanted + 1) * HoursPerDay;

    private const int DaysWanted = 10;
    private const int HoursPerDay = 24;
    private const int MinutesPerHour = 60;

    private readonly HourBar[] _ring;

    /// <summary>An empty ledger.</summary>
    /// <param name="capacity">Hours kept, ≥ <see cref="HoursMin"/>.</param>
    public HourBars(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, HoursMin);
        _ring = new HourBar[capacity];
    }

    /// <summary>Folds in a stretch within one hour: a minute, or a whole hour where a source has no minutes.</summary>
    /// <param name="start">First minute of the stretch.</param>
    /// <param name="minutes">Its length, 1 to 60.</param>
    /// <param name="high">Highest price, quote units.</param>
    /// <param name="low">Lowest price, quote units.</param>
    /// <param name="close">Last price, quote units.</param>
    /// <param name="quoteVolume">Traded value, quote units.</param>
    public void Fold(Minute start, int minutes, double high, double low, double close, double quoteVolume)
    {
        var hour = start.Index / MinutesPerHour;
        ref var bar = ref _ring[hour % _ring.Length];
        bar = bar.Hour == hour && bar.Minutes > 0
            ? new(hour, bar.Minutes + minutes, Math.Max(bar.High, high), Math.Min(bar.Low, low), close,
                bar.QuoteVolume + quoteVolume)
            : new(hour, minutes, high, low, close, quoteVolume);
    }

    /// <summary>Puts a whole hour in the place of one whose minutes have holes; a whole hour stays as it is.</summary>
    /// <param name="start">First minute of the hour.</param>
    /// <param name="high">Highest price, quote units.</param>
    /// <param name="low">Lowest price, quote units.</param>
    /// <param name="close">Last price, quote units.</param>
    /// <param name="quoteVolume">Traded value, quote units.</param>
    public void Mend(Minute start, double high, double low, double close, double quoteVolume)
    {
        var hour = start.Index / MinutesPerHour;
        ref var bar = ref _ring[hour % _ring.Length];
        if (bar.Hour == hour && bar.Minutes >= MinutesPerHour) return;
        bar = new(hour, MinutesPerHour, high, low, close, quoteVolume);
    }

    /// <summary>The figures as of an instant; hours that are not over by then do not count.</summary>
    /// <param name="symbol">The contract that the figures are of.</param>
    /// <param name="now">The instant.</param>
    /// <returns>
    /// Days without any hour are left out of <see cref="DayStatistics.Days"/>. The last 24 hours are the 24 whole hours
    /// before the current one. Volatility is 0 where fewer than two daily returns exist.
    /// </returns>
    public DayStatistics StatisticsAt(Symbol symbol, Minute now)
    {
        var hourNow = now.Index / MinutesPerHour;
        var dayNow = hourNow / HoursPerDay;
        double high = 0, low = double.MaxValue;
        var days = 0;
        var returns = new SampleVariance();
        double closeBefore = 0;
        for (var day = dayNow - DaysWanted; day < dayNow; day++)
        {
            var bar = DayOf(day);
            if (bar.Minutes > 0)
            {
                days++;
                high = Math.Max(high, bar.High);
                low = Math.Min(low, bar.Low);
                // A return over a day without data is not a daily return.
                if (closeBefore > 0) returns.Add(Math.Log(bar.Close / closeBefore));
            }

            closeBefore = bar.Minutes > 0 ? bar.Close : 0;
        }

        return new DayStatistics(symbol, days, QuoteVolumeOf(hourNow - HoursPerDay, hourNow),
            days > 0 ? (high - low) / low : 0, returns.Sigma * Math.Sqrt(days));
    }

    /// <summary>One UTC day, as far as its hours are known.</summary>
    /// <param name="day">Days since the Unix epoch.</param>
    /// <returns>Highest, lowest and last price, quote units; <see langword="null"/> where no hour is known.</returns>
    public (double High, double Low, double Close)? DayAt(int day) =>
        DayOf(day) is { Minutes: > 0 } bar ? (bar.High, bar.Low, bar.Close) : null;

    private HourBar DayOf(int day)
    {
        var result = default(HourBar);
        for (var hour = day * HoursPerDay; hour < (day + 1) * HoursPerDay; hour++)
        {
            var bar = _ring[hour % _ring.Length];
            if (bar.Hour != hour || bar.Minutes == 0) continue;
            result = result.Minutes == 0 ? bar : new(bar.Hour, result.Minutes + bar.Minutes,
                Math.Max(result.High, bar.High), Math.Min(result.Low, bar.Low), bar.Close, 0);
        }

        return result;
    }

    private decimal QuoteVolumeOf(int fromHour, int toHour)
    {
        double sum = 0;
        for (var hour = fromHour; hour < toHour; hour++)
        {
            var bar = _ring[hour % _ring.Length];
            if (bar.Hour == hour && bar.Minutes > 0) sum += bar.QuoteVolume;
        }

        return decimal.Round((decimal)sum, 2);
    }

    private readonly record struct HourBar(
        int Hour, int Minutes, double High, double Low, double Close, double QuoteVolume);

    // Welford's way: one pass, and no difference of large sums.
    private struct SampleVariance
    {
        private int _count;
        private double _mean;
        private double _squares;

        public readonly double Sigma => _count > 1 ? Math.Sqrt(_squares / (_count - 1)) : 0;

        public void Add(double value)
        {
            _count++;
            var delta = value - _mean;
            _mean += delta / _count;
            _squares += delta * (value - _mean);
        }
    }
}
