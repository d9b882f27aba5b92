using Quantum.Core.Indicators;

namespace Quantum.Core.Features;

/// <summary>Oscillators over 1-minute candles: where the price lies in its own recent past.</summary>
internal sealed class OscillatorFeatures : IFeatureGroup
{
    /// <summary>What is written, in this order.</summary>
    public static readonly FeatureDefinition[] Definitions =
    [
        new("rsi", "RSI(14) / 100; 1 where nothing fell", "share", 0, 1, 240),
        new("stochastic_rsi", "Stochastic RSI(14, 14, 1, 3) / 100; 0 where the RSI did not change", "share", 0, 1, 480),
        new("stochastic", "Fast stochastic %K(14) / 100; 0 without a range. Williams %R / 100 is this less 1", "share",
            0, 1, 14),
        new("stochastic_signal", "%D(3) of it / 100, which is the slow %K", "share", 0, 1, 16),
        new("cci", "CCI(14) / 100; 0 where all typical prices are equal", "1.5 mean deviations", -5, 5, 14),
        new("tsi", "True strength index(25, 13) / 100; 0 before the first change", "share", -1, 1, 480),
        new("choppiness", "Choppiness index(14) / 100; 1 where the price did not move", "share", 0, 1, 15),
        new("aroon", "Aroon oscillator(14) / 100", "share", -1, 1, 15),
    ];

    private readonly StochasticRelativeStrengthIndex _stochasticRsi = new(14, 14, 1, 3);
    private readonly StochasticOscillator _stochastic = new(14, 3, 1);
    private readonly CommodityChannelIndex _cci = new(14);
    private readonly TrueStrengthIndex _tsi = new(25, 13);
    private readonly ChoppinessIndex _choppiness = new(14);
    private readonly Aroon _aroon = new(14);

    /// <summary>RSI(14) of the closes.</summary>
    public RelativeStrengthIndex Rsi { get; } = new(SymbolFeatures.Period);

    /// <inheritdoc/>
    public int StateBytes => Rsi.StateBytes + _stochasticRsi.StateBytes + _stochastic.StateBytes
        + _cci.StateBytes + _tsi.StateBytes + _choppiness.StateBytes + _aroon.StateBytes;

    /// <inheritdoc/>
    public void Add(in FeatureInput input)
    {
        var bar = input.Bar;
        var close = bar.Close;
        Rsi.Add(close);
        _stochasticRsi.Add(close);
        _stochastic.Add(bar);
        _cci.Add(bar);
        _tsi.Add(close);
        _choppiness.Add(bar);
        _aroon.Add(bar);
    }

    /// <inheritdoc/>
    public void Write(Span<double> figures)
    {
        figures[0] = Rsi.Value / 100;
        figures[1] = _stochasticRsi.Value / 100;
        figures[2] = _stochastic.Value / 100;
        figures[3] = _stochastic.Signal / 100;
        figures[4] = _cci.IsDefined ? _cci.Value / 100 : 0;
        figures[5] = _tsi.IsDefined ? _tsi.Value / 100 : 0;
        figures[6] = _choppiness.IsDefined ? _choppiness.Value / 100 : 1;
        figures[7] = _aroon.Value / 100;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        Rsi.Save(ref writer);
        _stochasticRsi.Save(ref writer);
        _stochastic.Save(ref writer);
        _cci.Save(ref writer);
        _tsi.Save(ref writer);
        _choppiness.Save(ref writer);
        _aroon.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        Rsi.Load(ref reader);
        _stochasticRsi.Load(ref reader);
        _stochastic.Load(ref reader);
        _cci.Load(ref reader);
        _tsi.Load(ref reader);
        _choppiness.Load(ref reader);
        _aroon.Load(ref reader);
    }
}
