using Quantum.Core.Indicators;

namespace Quantum.Core.Features;

/// <summary>
/// The 15-minute view: candles aggregated from the 1-minute stream, beginning at :00, :15, :30 and :45. One whose
/// beginning was missed is left out.
/// </summary>
internal sealed class QuarterFeatures : IFeatureGroup
{
    private const string Whole = " of whole 15-minute candles";

    /// <summary>What is written, in this order.</summary>
    public static readonly FeatureDefinition[] Definitions =
    [
        new("quarter_rsi", "RSI(14)" + Whole + " / 100; 1 where nothing fell", "share", 0, 1,
            110 * SymbolFeatures.QuarterHour),
        new("quarter_atr_share", "ATR(14)" + Whole + " / newest close", "share of close", 0, 0.5, 24 * 60),
        new("quarter_ema_distance", "newest close / EMA(9)" + Whole + " − 1", "share", -0.5, 0.5, 960),
        new("quarter_return", "ln(close / close before) of the newest whole 15-minute candle", "log share", -1, 1, 44),
    ];

    private readonly RelativeStrengthIndex _rsi = new(SymbolFeatures.Period);
    private readonly ExponentialMovingAverage _average = new(9);
    private double _open, _high, _low, _volume, _newestClose, _lastClose, _closeBefore;
    private double _return;
    private bool _isOpen;

    /// <summary>ATR(14) of whole 15-minute candles.</summary>
    public AverageTrueRange Atr { get; } = new(SymbolFeatures.Period);

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + (7 * sizeof(double)) + Atr.StateBytes + _rsi.StateBytes
        + _average.StateBytes;

    /// <inheritdoc/>
    public void Add(in FeatureInput input)
    {
        var bar = input.Bar;
        _newestClose = bar.Close;
        var place = input.Minute.Index % SymbolFeatures.QuarterHour;
        if (place == 0)
        {
            (_open, _high, _low, _volume, _isOpen) = (bar.Open, bar.High, bar.Low, bar.Volume, true);
        }
        else if (_isOpen)
        {
            (_high, _low, _volume) = (Math.Max(_high, bar.High), Math.Min(_low, bar.Low), _volume + bar.Volume);
        }

        if (_isOpen && place == SymbolFeatures.QuarterHour - 1) Complete(bar.Close);
    }

    /// <inheritdoc/>
    public void Write(Span<double> figures)
    {
        figures[0] = _rsi.Value / 100;
        figures[1] = Atr.Value / _newestClose;
        figures[2] = (_newestClose / _average.Value) - 1;
        figures[3] = _return;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_isOpen ? 1 : 0);
        writer.WriteDouble(_open);
        writer.WriteDouble(_high);
        writer.WriteDouble(_low);
        writer.WriteDouble(_volume);
        writer.WriteDouble(_newestClose);
        writer.WriteDouble(_lastClose);
        writer.WriteDouble(_closeBefore);
        Atr.Save(ref writer);
        _rsi.Save(ref writer);
        _average.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        _isOpen = reader.ReadInt32(0, 1) == 1;
        _open = reader.ReadNonNegative();
        _high = reader.ReadNonNegative();
        _low = reader.ReadNonNegative();
        _volume = reader.ReadNonNegative();
        _newestClose = reader.ReadNonNegative();
        _lastClose = reader.ReadNonNegative();
        _closeBefore = reader.ReadNonNegative();
        // A later candle is built from these, and a bar of nonsense is the caller's bug there.
        if (_isOpen && !(_low > 0 && _low <= _open && _open <= _high))
            throw new InvalidDataException($"State: open 15-minute candle {_open}, {_high}, {_low}.");
        Atr.Load(ref reader);
        _rsi.Load(ref reader);
        _average.Load(ref reader);
        UpdateReturn();
    }

    private void Complete(double close)
    {
        Atr.Add(Bar.Of(_open, _high, _low, close, _volume));
        _rsi.Add(close);
        _average.Add(close);
        (_closeBefore, _lastClose) = (_lastClose, close);
        UpdateReturn();
    }

    /// <summary>Before the second whole candle it is nonsense, which nobody reads yet.</summary>
    private void UpdateReturn() => _return = NaturalLogarithm.Of(_lastClose / _closeBefore);
}
