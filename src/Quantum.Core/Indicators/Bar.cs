using Quantum.Core.Markets;

namespace Quantum.Core.Indicators;

/// <summary>
/// The numbers of one closed candle as doubles. <see cref="Of(in Candle)"/> is the one crossing from decimal money to
/// double features. It cannot hold nonsense: prices are finite and &gt; 0, low ≤ open, close ≤ high, volume ≥ 0.
/// </summary>
public readonly record struct Bar
{
    private readonly double _open;
    private readonly double _high;
    private readonly double _low;
    private readonly double _close;

    private Bar(double open, double high, double low, double close, double volume)
    {
        _open = open;
        _high = high;
        _low = low;
        _close = close;
        Volume = volume;
    }

    /// <summary>First price, quote units per base unit.</summary>
    /// <exception cref="InvalidOperationException">The bar is <c>default</c>.</exception>
    public double Open => Set(_open);

    /// <summary>Highest price, quote units per base unit.</summary>
    /// <exception cref="InvalidOperationException">The bar is <c>default</c>.</exception>
    public double High => Set(_high);

    /// <summary>Lowest price, quote units per base unit.</summary>
    /// <exception cref="InvalidOperationException">The bar is <c>default</c>.</exception>
    public double Low => Set(_low);

    /// <summary>Last price, quote units per base unit.</summary>
    /// <exception cref="InvalidOperationException">The bar is <c>default</c>.</exception>
    public double Close => Set(_close);

    /// <summary>Traded size in base units; 0 is real (nobody traded).</summary>
    public double Volume { get; }

    /// <summary>(high + low + close) / 3: the price that volume-weighted indicators use.</summary>
    public double TypicalPrice => (High + _low + _close) / 3;

    /// <summary>The candle's numbers as doubles, each rounded to the nearest.</summary>
    /// <exception cref="ArgumentException">The candle is <c>default</c>.</exception>
    public static Bar Of(in Candle candle)
    {
        var open = DecimalCrossing.ToDouble(candle.Open);
        var close = DecimalCrossing.ToDouble(candle.Close);
        // A decimal of more than 15 digits is not rounded to the nearest: keep low ≤ open, close ≤ high.
        var high = Math.Max(DecimalCrossing.ToDouble(candle.High), Math.Max(open, close));
        var low = Math.Min(DecimalCrossing.ToDouble(candle.Low), Math.Min(open, close));
        return Of(open, high, low, close, DecimalCrossing.ToDouble(candle.Volume));
    }

    /// <summary>Makes a bar of doubles, e.g. one aggregated from several bars.</summary>
    /// <param name="open">First price, &gt; 0.</param>
    /// <param name="high">Highest price, ≥ open and close, finite.</param>
    /// <param name="low">Lowest price, &gt; 0, ≤ open and close.</param>
    /// <param name="close">Last price, &gt; 0.</param>
    /// <param name="volume">Base units, ≥ 0, finite.</param>
    /// <exception cref="ArgumentException">The numbers break a rule, or one is NaN or ∞. A caller's bug.</exception>
    public static Bar Of(double open, double high, double low, double close, double volume) =>
        // Every comparison is written so that NaN fails it.
        low > 0 && low <= open && low <= close && high >= open && high >= close && double.IsFinite(high)
        && volume >= 0 && double.IsFinite(volume)
            ? new(open, high, low, close, volume)
            : throw new ArgumentException(
                $"Condition failed: bar open {open}, high {high}, low {low}, close {close}, volume {volume}.");

    private static double Set(double price) =>
        price > 0 ? price : throw new InvalidOperationException("Bar was never set.");
}
