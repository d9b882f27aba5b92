using Quantum.Core.Indicators;

namespace Quantum.Core.Features;

/// <summary>Trend over 1-minute candles: direction, strength and the distance to lines that follow the price.</summary>
internal sealed class TrendFeatures : IFeatureGroup
{
    /// <summary>What is written, in this order.</summary>
    public static readonly FeatureDefinition[] Definitions =
    [
        new("ema_50_distance", "close / EMA(50) − 1", "share", -0.5, 0.5, 480),
        new("macd_histogram", "MACD(12, 26, 9) histogram / close", "share of close", -0.05, 0.05, 240),
        new("adx", "ADX(14) / 100; 0 before the first movement", "share", 0, 1, 480),
        new("directional_difference", "(+DI(14) − −DI(14)) / 100; 0 before the first movement", "share", -1, 1, 240),
        new("kama_distance", "close / KAMA(10, 2, 30) − 1", "share", -0.5, 0.5, 960),
        new("trix", "TRIX(14), the change of the three times smoothed close per candle", "percent", -5, 5, 240),
        new("slope_14", "Least-squares slope over 14 closes / close", "share of close per candle", -0.05, 0.05, 14),
        new("supertrend_distance", "close / SuperTrend(10, 3) − 1; > 0 in a rising market", "share", -0.5, 0.5, 960),
        new("vwap_distance", "close / VWAP since 00:00 UTC − 1; 0 where nothing was traded since", "share", -0.5, 0.5,
            24 * 60),
    ];

    private readonly ExponentialMovingAverage _average = new(50);
    private readonly MovingAverageConvergenceDivergence _macd = new(12, 26, 9);
    private readonly AverageDirectionalIndex _adx = new(14);
    private readonly KaufmanAdaptiveMovingAverage _kama = new(10, 2, 30);
    private readonly TripleExponentialOscillator _trix = new(14);
    private readonly RegressionSlope _slope = new(14);
    private readonly SuperTrend _superTrend = new(10, 3);
    private readonly VolumeWeightedAveragePrice _vwap = VolumeWeightedAveragePrice.PerUtcDay();
    private double _close;

    /// <inheritdoc/>
    public int StateBytes => sizeof(double) + _average.StateBytes + _macd.StateBytes + _adx.StateBytes
        + _kama.StateBytes + _trix.StateBytes + _slope.StateBytes + _superTrend.StateBytes + _vwap.StateBytes;

    /// <inheritdoc/>
    public void Add(in FeatureInput input)
    {
        var bar = input.Bar;
        _close = bar.Close;
        _average.Add(_close);
        _macd.Add(_close);
        _adx.Add(bar);
        _kama.Add(_close);
        _trix.Add(_close);
        _slope.Add(_close);
        _superTrend.Add(bar);
        _vwap.Add(input.Minute, bar);
    }

    /// <inheritdoc/>
    public void Write(Span<double> figures)
    {
        figures[0] = (_close / _average.Value) - 1;
        figures[1] = _macd.Histogram / _close;
        figures[2] = _adx.IsDefined ? _adx.Value / 100 : 0;
        figures[3] = _adx.IsDefined ? (_adx.PlusDirectionalIndicator - _adx.MinusDirectionalIndicator) / 100 : 0;
        figures[4] = (_close / _kama.Value) - 1;
        figures[5] = _trix.Value;
        figures[6] = _slope.Value / _close;
        figures[7] = (_close / _superTrend.Value) - 1;
        figures[8] = _vwap.IsDefined ? (_close / _vwap.Value) - 1 : 0;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteDouble(_close);
        _average.Save(ref writer);
        _macd.Save(ref writer);
        _adx.Save(ref writer);
        _kama.Save(ref writer);
        _trix.Save(ref writer);
        _slope.Save(ref writer);
        _superTrend.Save(ref writer);
        _vwap.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        _close = reader.ReadNonNegative();
        _average.Load(ref reader);
        _macd.Load(ref reader);
        _adx.Load(ref reader);
        _kama.Load(ref reader);
        _trix.Load(ref reader);
        _slope.Load(ref reader);
        _superTrend.Load(ref reader);
        _vwap.Load(ref reader);
    }
}
