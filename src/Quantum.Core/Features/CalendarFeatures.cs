using Quantum.Core.Markets;

namespace Quantum.Core.Features;

/// <summary>Time of day and of week on two circles, so that midnight lies next to 23:59.</summary>
internal static class CalendarFeatures
{
    private const int MinutesPerDay = 24 * 60;
    private const int MinutesPerWeek = 7 * MinutesPerDay;

    /// <summary>1970-01-01 was a Thursday; the week begins on Monday.</summary>
    private const int MondayOffset = 3 * MinutesPerDay;

    /// <summary>What is written, in this order.</summary>
    public static readonly FeatureDefinition[] Definitions =
    [
        new("day_sin", "sin of 2π × the share of the UTC day gone at the candle's open", "none", -1, 1, 1),
        new("day_cos", "cos of 2π × the share of the UTC day gone at the candle's open", "none", -1, 1, 1),
        new("week_sin", "sin of 2π × the share of the UTC week since Monday gone at the candle's open", "none", -1, 1,
            1),
        new("week_cos", "cos of 2π × the share of the UTC week since Monday gone at the candle's open", "none", -1, 1,
            1),
    ];

    /// <summary>Writes the figures of a candle that opened at the minute.</summary>
    public static void Write(Minute minute, Span<double> figures)
    {
        (figures[0], figures[1]) = Math.SinCos(Math.Tau * (minute.Index % MinutesPerDay) / MinutesPerDay);
        (figures[2], figures[3]) =
            Math.SinCos(Math.Tau * ((minute.Index + MondayOffset) % MinutesPerWeek) / MinutesPerWeek);
    }
}
