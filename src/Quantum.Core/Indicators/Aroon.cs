namespace Quantum.Core.Indicators;

/// <summary>
/// Aroon of Chande: how recent the highest high and the lowest low of the last <c>period</c> + 1 candles are, as a
/// share of the period in percent: 100 is the last candle, 0 the oldest. Of equal extremes the oldest counts. Defined
/// from candle <c>period</c> + 1 on.
/// </summary>
public sealed class Aroon : IBarIndicator
{
    private readonly int _period;
    private readonly int _signature;
    private readonly WindowRange _range;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [1, 10,080]; usually 25.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public Aroon(int period)
    {
        _period = IndicatorInput.Period(period, minimum: 1);
        _range = new WindowRange(period + 1);
        _signature = StateSignature.Of(nameof(Aroon), period);
    }

    /// <summary>
    /// The oscillator, <see cref="Up"/> less <see cref="Down"/>, in [−100, 100]; NaN while undefined.
    /// </summary>
    public double Value => Up - Down;

    /// <summary>How recent the highest high is, in [0, 100]; NaN while undefined.</summary>
    public double Up => IsDefined ? 100d * (_period - _range.HighestAge) / _period : double.NaN;

    /// <summary>How recent the lowest low is, in [0, 100]; NaN while undefined.</summary>
    public double Down => IsDefined ? 100d * (_period - _range.LowestAge) / _period : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _range.IsFull;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + _range.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar) => _range.Add(bar.High, bar.Low);

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        _range.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _range.Load(ref reader);
    }
}
