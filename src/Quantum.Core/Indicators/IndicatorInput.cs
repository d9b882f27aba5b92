using System.Runtime.CompilerServices;

namespace Quantum.Core.Indicators;

/// <summary>The two conditions that every indicator puts on its caller.</summary>
internal static class IndicatorInput
{
    /// <summary>Bounds the memory and the warm-up of an indicator: a week of minutes.</summary>
    private const int PeriodMax = 10_080;

    /// <summary>A number of candles within [<paramref name="minimum"/>, 10,080].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside.</exception>
    public static int Period(int period, int minimum,
        [CallerArgumentExpression(nameof(period))] string? name = null) =>
        period >= minimum && period <= PeriodMax
            ? period
            : throw new ArgumentOutOfRangeException(name, period, $"A period must be in [{minimum}, {PeriodMax}].");

    /// <summary>A finite number &gt; 0, e.g. the width of a band in deviations.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Multiplier(double multiplier,
        [CallerArgumentExpression(nameof(multiplier))] string? name = null) =>
        multiplier > 0 && double.IsFinite(multiplier)
            ? multiplier
            : throw new ArgumentOutOfRangeException(name, multiplier, "A multiplier must be finite and > 0.");

    /// <summary>A number that does not poison recursive state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or ∞.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Finite(double close) => double.IsFinite(close) ? close : ThrowNotFinite(close);

    private static double ThrowNotFinite(double close) =>
        throw new ArgumentOutOfRangeException(nameof(close), close, "Condition failed: an input must be finite.");
}
