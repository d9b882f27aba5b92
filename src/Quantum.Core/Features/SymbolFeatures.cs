using Quantum.Core.Indicators;
using Quantum.Core.Markets;

namespace Quantum.Core.Features;

/// <summary>
/// What is known of one symbol: the streaming state that every candle is folded into, once and in time order. A gap
/// starts the state anew, because a smoothed figure across a hole is a figure of nothing. Not thread-safe.
/// </summary>
public sealed class SymbolFeatures
{
    /// <summary>Candles of the RSI and of the ATR.</summary>
    public const int Period = 14;

    /// <summary>1-minute candles in the coarser candle that the ATR, and so the stop, is measured on.</summary>
    public const int QuarterHour = 15;

    private RelativeStrengthIndex _rsi = new(Period);
    private AverageTrueRange _atr = new(Period);
    private double _open, _high, _low, _volume;
    private bool _hasQuarter;

    /// <summary>The newest candle; <see langword="null"/> before the first.</summary>
    public Candle? Newest { get; private set; }

    /// <summary>Candles without a hole up to the newest one.</summary>
    public int Unbroken { get; private set; }

    /// <summary>Whether the state began after a hole, and not with the first candle ever seen.</summary>
    public bool BeganAfterGap { get; private set; }

    /// <summary>RSI(14) of 1-minute closes, in [0, 100]; NaN while undefined.</summary>
    public double Rsi => _rsi.Value;

    /// <summary>ATR(14) of whole 15-minute candles as a share of the newest close; NaN while undefined.</summary>
    public double AtrShare => Newest is { } newest ? _atr.Value / (double)newest.Close : double.NaN;

    /// <summary>Folds in the next candle.</summary>
    /// <exception cref="ArgumentException">It is not newer than the newest. A caller's bug.</exception>
    public void Add(in Candle candle)
    {
        if (Newest is { } newest)
        {
            var step = candle.Minute - newest.Minute;
            if (step <= 0)
                throw new ArgumentException($"Condition failed: candle {candle.Minute} after {newest.Minute}.");
            if (step > 1) StartAnew();
        }

        Newest = candle;
        Unbroken++;
        var bar = Bar.Of(candle);
        _rsi.Add(bar.Close);
        AddToQuarter(bar, candle.Minute);
    }

    private void StartAnew()
    {
        _rsi = new RelativeStrengthIndex(Period);
        _atr = new AverageTrueRange(Period);
        _hasQuarter = false;
        Unbroken = 0;
        BeganAfterGap = true;
    }

    /// <summary>15-minute candles begin at :00, :15, :30 and :45; one whose beginning was missed is left out.</summary>
    private void AddToQuarter(in Bar bar, Minute minute)
    {
        var place = minute.Index % QuarterHour;
        if (place == 0)
        {
            (_open, _high, _low, _volume, _hasQuarter) = (bar.Open, bar.High, bar.Low, bar.Volume, true);
        }
        else if (_hasQuarter)
        {
            (_high, _low, _volume) = (Math.Max(_high, bar.High), Math.Min(_low, bar.Low), _volume + bar.Volume);
        }

        if (_hasQuarter && place == QuarterHour - 1) _atr.Add(Bar.Of(_open, _high, _low, bar.Close, _volume));
    }
}
