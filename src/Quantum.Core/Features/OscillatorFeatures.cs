using Quantum.Core.Indicators;

namespace Quantum.Core.Features;

/// <summary>Oscillators over 1-minute candles: where the price lies in its own recent past.</summary>
internal sealed class OscillatorFeatures : IFeatureGroup
{
    /// <summary>What is written, in this order.</summary>
    public static readonly FeatureDefinition[] Definitions =
    [
        new("rsi", "RSI(14) / 100", "share", 0, 1, 240),
        new("stochastic_rsi", "Stochastic RSI(14, 14, 3, 3) / 100", "share", 0, 1, 480),
        new("stochastic", "Stochastic %K(14, 3, 3) / 100; 0 without a range", "share", 0, 1, 16),
        new("williams", "Williams %R(14) / 100; −1 without a range", "share", -1, 0, 14),
        new("cci", "CCI(20) / 100; 0 where all typical prices are equal", "0.015 mean deviations / 100", -7, 7, 20),
        new("mfi", "Money flow index(14) / 100; 1 where nothing fell", "share", 0, 1, 15),
        new("tsi", "True strength index(25, 13) / 100; 0 before the first change", "share", -1, 1, 480),
        new("choppiness", "Choppiness index(14) / 100; 1 where the price did not move", "share", 0, 1, 15),
        new("aroon", "Aroon oscillator(14) / 100", "share", -1, 1, 15),
        new("cmf", "Chaikin money flow(20); 0 where nothing was traded", "share of volume", -1, 1, 20),
    ];

    private readonly StochasticRelativeStrengthIndex _stochasticRsi = new(14, 14, 3, 3);
    private readonly StochasticOscillator _stochastic = new(14, 3, 3);
    private readonly WilliamsPercentRange _williams = new(14);
    private readonly CommodityChannelIndex _cci = new(20);
    private readonly MoneyFlowIndex _mfi = new(14);
    private readonly TrueStrengthIndex _tsi = new(25, 13);
    private readonly ChoppinessIndex _choppiness = new(14);
    private readonly Aroon _aroon = new(14);
    private readonly ChaikinMoneyFlow _cmf = new(20);

    /// <summary>RSI(14) of the closes.</summary>
    public RelativeStrengthIndex Rsi { get; } = new(SymbolFeatures.Period);

    /// <inheritdoc/>
    public int StateBytes => Rsi.StateBytes + _stochasticRsi.StateBytes + _stochastic.StateBytes
        + _williams.StateBytes + _cci.StateBytes + _mfi.StateBytes + _tsi.StateBytes + _choppiness.StateBytes
        + _aroon.StateBytes + _cmf.StateBytes;

    /// <inheritdoc/>
    public void Add(in FeatureInput input)
    {
        var bar = input.Bar;
        var close = bar.Close;
        Rsi.Add(close);
        _stochasticRsi.Add(close);
        _stochastic.Add(bar);
        _williams.Add(bar);
        _cci.Add(bar);
        _mfi.Add(bar);
        _tsi.Add(close);
        _choppiness.Add(bar);
        _aroon.Add(bar);
        _cmf.Add(bar);
    }

    /// <inheritdoc/>
    public void Write(Span<double> figures)
    {
        figures[0] = Rsi.Value / 100;
        figures[1] = _stochasticRsi.Value / 100;
        figures[2] = _stochastic.Value / 100;
        figures[3] = _williams.Value / 100;
        figures[4] = _cci.IsDefined ? _cci.Value / 100 : 0;
        figures[5] = _mfi.Value / 100;
        figures[6] = _tsi.IsDefined ? _tsi.Value / 100 : 0;
        figures[7] = _choppiness.IsDefined ? _choppiness.Value / 100 : 1;
        figures[8] = _aroon.Value / 100;
        figures[9] = _cmf.IsDefined ? _cmf.Value : 0;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        Rsi.Save(ref writer);
        _stochasticRsi.Save(ref writer);
        _stochastic.Save(ref writer);
        _williams.Save(ref writer);
        _cci.Save(ref writer);
        _mfi.Save(ref writer);
        _tsi.Save(ref writer);
        _choppiness.Save(ref writer);
        _aroon.Save(ref writer);
        _cmf.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        Rsi.Load(ref reader);
        _stochasticRsi.Load(ref reader);
        _stochastic.Load(ref reader);
        _williams.Load(ref reader);
        _cci.Load(ref reader);
        _mfi.Load(ref reader);
        _tsi.Load(ref reader);
        _choppiness.Load(ref reader);
        _aroon.Load(ref reader);
        _cmf.Load(ref reader);
    }
}
