using Quantum.Core.Indicators;

namespace Quantum.Core.Features;

/// <summary>Channels around 1-minute candles: their width, and where the close lies in them.</summary>
internal sealed class ChannelFeatures : IFeatureGroup
{
    /// <summary>What is written, in this order.</summary>
    public static readonly FeatureDefinition[] Definitions =
    [
        new("atr_share", "ATR(14) / close", "share of close", 0, 0.2, 240),
        new("bollinger_position",
            "%B of Bollinger(20, 2): 0 on the lower, 1 on the upper band; 0.5 without width. "
            + "The z-score is 4 × (%B − 0.5)", "share of width", -1, 2, 20),
        new("bollinger_width", "(upper − lower) / middle of Bollinger(20, 2)", "share", 0, 1, 20),
        new("donchian_position",
            "(close − lower) / (upper − lower) of Donchian(20), which excludes the newest candle; 0.5 without width",
            "share of width", -1, 2, 21),
        new("keltner_position",
            "(close − middle) / (upper − middle) of Keltner(20, 2, 10); 0 without width", "half widths", -5, 5, 240),
    ];

    private readonly AverageTrueRange _atr = new(14);
    private readonly BollingerBands _bollinger = new(20, 2);
    private readonly DonchianChannel _donchian = new(20);
    private readonly KeltnerChannel _keltner = new(20, 2, 10);
    private double _close;

    /// <inheritdoc/>
    public int StateBytes => sizeof(double) + _atr.StateBytes + _bollinger.StateBytes + _donchian.StateBytes
        + _keltner.StateBytes;

    /// <inheritdoc/>
    public void Add(in FeatureInput input)
    {
        var bar = input.Bar;
        _close = bar.Close;
        _atr.Add(bar);
        _bollinger.Add(_close);
        _donchian.Add(bar);
        _keltner.Add(bar);
    }

    /// <inheritdoc/>
    public void Write(Span<double> figures)
    {
        figures[0] = _atr.Value / _close;
        figures[1] = _bollinger.Width > 0 ? _bollinger.PercentB : 0.5;
        figures[2] = _bollinger.Width;
        var width = _donchian.Upper - _donchian.Lower;
        figures[3] = width > 0 ? (_close - _donchian.Lower) / width : 0.5;
        var half = _keltner.Upper - _keltner.Value;
        figures[4] = half > 0 ? (_close - _keltner.Value) / half : 0;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteDouble(_close);
        _atr.Save(ref writer);
        _bollinger.Save(ref writer);
        _donchian.Save(ref writer);
        _keltner.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        _close = reader.ReadNonNegative();
        _atr.Load(ref reader);
        _bollinger.Load(ref reader);
        _donchian.Load(ref reader);
        _keltner.Load(ref reader);
    }
}
