using Quantum.Core.Indicators;

namespace Quantum.Core.Features;

/// <summary>How much was traded, and on which side of the close.</summary>
internal sealed class VolumeFeatures : IFeatureGroup
{
    private const int Period = 20;

    /// <summary>What is written, in this order.</summary>
    public static readonly FeatureDefinition[] Definitions =
    [
        new("volume_ratio", "Volume / its mean over 20 candles; 1 where nothing was traded in all of them",
            "multiple", 0, Period, Period),
        new("volume_z", "(volume − mean) / population standard deviation over 20 candles; 0 where all are equal",
            "deviations", -5, 5, Period),
        new("mfi", "Money flow index(14) / 100; 1 where nothing fell", "share", 0, 1, 15),
        new("cmf", "Chaikin money flow(14); 0 where nothing was traded", "share of volume", -1, 1, 14),
        new("obv_slope",
            "Least-squares slope of the on-balance volume over 10 candles / mean volume over 20; 0 without volume",
            "mean volumes per candle", -5, 5, Period),
    ];

    private readonly StandardDeviation _deviation = new(Period);
    private readonly MoneyFlowIndex _mfi = new(14);
    private readonly ChaikinMoneyFlow _cmf = new(14);
    private readonly OnBalanceVolume _obv = new();
    private readonly RegressionSlope _obvSlope = new(10);
    private double _volume;

    /// <inheritdoc/>
    public int StateBytes => sizeof(double) + _deviation.StateBytes + _mfi.StateBytes + _cmf.StateBytes
        + _obv.StateBytes + _obvSlope.StateBytes;

    /// <inheritdoc/>
    public void Add(in FeatureInput input)
    {
        var bar = input.Bar;
        _volume = bar.Volume;
        _deviation.Add(_volume);
        _mfi.Add(bar);
        _cmf.Add(bar);
        _obv.Add(bar);
        _obvSlope.Add(_obv.Value);
    }

    /// <inheritdoc/>
    public void Write(Span<double> figures)
    {
        figures[0] = _deviation.Mean > 0 ? _volume / _deviation.Mean : 1;
        figures[1] = _deviation.Value > 0 ? _deviation.ZScore : 0;
        figures[2] = _mfi.Value / 100;
        figures[3] = _cmf.IsDefined ? _cmf.Value : 0;
        figures[4] = _deviation.Mean > 0 ? _obvSlope.Value / _deviation.Mean : 0;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteDouble(_volume);
        _deviation.Save(ref writer);
        _mfi.Save(ref writer);
        _cmf.Save(ref writer);
        _obv.Save(ref writer);
        _obvSlope.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        _volume = reader.ReadNonNegative();
        _deviation.Load(ref reader);
        _mfi.Load(ref reader);
        _cmf.Load(ref reader);
        _obv.Load(ref reader);
        _obvSlope.Load(ref reader);
    }
}
