using Quantum.Core.Indicators;

namespace Quantum.Core.Features;

/// <summary>Returns, volatility and the shape of the newest candle.</summary>
internal sealed class PriceFeatures : IFeatureGroup
{
    private const int LagMax = 60;
    private static readonly int[] Lags = [1, 2, 3, 5, 10, 15, 30, LagMax];

    /// <summary>What is written, in this order.</summary>
    public static readonly FeatureDefinition[] Definitions =
    [
        .. Lags.Select(lag => new FeatureDefinition($"return_{lag}",
            $"ln(close / close {lag} candle{(lag == 1 ? "" : "s")} before)", "log share", -1, 1, lag + 1)),
        new("volatility_15", "Root of the EMA(15) of squared 1-minute log returns", "log share per √minute",
            0, 0.2, 240),
        new("volatility_60", "Root of the EMA(60) of squared 1-minute log returns", "log share per √minute",
            0, 0.2, 480),
        new("candle_body", "(close − open) / (high − low); 0 without a range", "share of range", -1, 1, 1),
        new("upper_wick", "(high − max(open, close)) / (high − low); 0 without a range", "share of range", 0, 1, 1),
        new("lower_wick", "(min(open, close) − low) / (high − low); 0 without a range", "share of range", 0, 1, 1),
    ];

    private static readonly int CrossSectionPlace = Array.IndexOf(Lags, FeatureSchema.CrossSectionLag);

    private readonly ValueRing _closes = new(LagMax + 1);
    private readonly double[] _returns = new double[Lags.Length];
    private readonly ExponentialMovingAverage _fastSquares = new(15);
    private readonly ExponentialMovingAverage _slowSquares = new(60);
    private double _close, _body, _upperWick, _lowerWick;

    /// <inheritdoc/>
    public int StateBytes => (4 * sizeof(double)) + _closes.StateBytes + _fastSquares.StateBytes
        + _slowSquares.StateBytes;

    /// <summary>
    /// ln(close / close <see cref="FeatureSchema.CrossSectionLag"/> candles before); meaningful once so many are known.
    /// </summary>
    public double CrossSectionReturn => _returns[CrossSectionPlace];

    /// <inheritdoc/>
    public void Add(in FeatureInput input)
    {
        var (open, high, low, close) = (input.Bar.Open, input.Bar.High, input.Bar.Low, input.Bar.Close);
        var isFirst = _close == 0;
        _close = close;
        _closes.Push(close);
        UpdateReturns();
        if (!isFirst)
        {
            var change = _returns[0];
            _fastSquares.Add(change * change);
            _slowSquares.Add(change * change);
        }

        var range = high - low;
        (_body, _upperWick, _lowerWick) = range > 0
            ? ((close - open) / range, (high - Math.Max(open, close)) / range, (Math.Min(open, close) - low) / range)
            : (0, 0, 0);
    }

    /// <inheritdoc/>
    public void Write(Span<double> figures)
    {
        _returns.CopyTo(figures);
        var rest = figures[Lags.Length..];
        rest[0] = Math.Sqrt(_fastSquares.Value);
        rest[1] = Math.Sqrt(_slowSquares.Value);
        rest[2] = _body;
        rest[3] = _upperWick;
        rest[4] = _lowerWick;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteDouble(_close);
        writer.WriteDouble(_body);
        writer.WriteDouble(_upperWick);
        writer.WriteDouble(_lowerWick);
        _closes.Save(ref writer);
        _fastSquares.Save(ref writer);
        _slowSquares.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        _close = reader.ReadNonNegative();
        _body = reader.ReadDouble();
        _upperWick = reader.ReadDouble();
        _lowerWick = reader.ReadDouble();
        _closes.Load(ref reader);
        _fastSquares.Load(ref reader);
        _slowSquares.Load(ref reader);
        UpdateReturns();
    }

    /// <summary>A lag that reaches beyond the first close gives nonsense, which nobody reads yet.</summary>
    private void UpdateReturns()
    {
        for (var index = 0; index < Lags.Length; index++)
        {
            var slot = _closes.Next - 1 - Lags[index];
            _returns[index] = _close / _closes.Slots[slot < 0 ? slot + _closes.Length : slot];
        }

        NaturalLogarithm.Replace(_returns);
    }
}
