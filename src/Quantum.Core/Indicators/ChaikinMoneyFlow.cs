namespace Quantum.Core.Indicators;

/// <summary>
/// CMF of Chaikin, in [−1, 1]: the volume of the last <c>period</c> candles, each weighted by where it closed in its
/// own range (−1 at the low, 1 at the high, 0 without a range), as a share of that volume. Defined from candle
/// <c>period</c> on, but not where nothing was traded.
/// </summary>
public sealed class ChaikinMoneyFlow : IBarIndicator
{
    private readonly int _signature;
    private readonly WindowSum _flow;
    private readonly WindowSum _volume;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [1, 10,080]; usually 20.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public ChaikinMoneyFlow(int period)
    {
        _flow = new WindowSum(IndicatorInput.Period(period, minimum: 1));
        _volume = new WindowSum(period);
        _signature = StateSignature.Of(nameof(ChaikinMoneyFlow), period);
    }

    /// <inheritdoc/>
    public double Value => IsDefined ? _flow.Sum / _volume.Sum : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _volume.IsFull && _volume.Sum > 0;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + _flow.StateBytes + _volume.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        var (high, low, close) = (bar.High, bar.Low, bar.Close);
        var place = high > low ? (close - low - (high - close)) / (high - low) : 0;
        _flow.Add(place * bar.Volume);
        _volume.Add(bar.Volume);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        _flow.Save(ref writer);
        _volume.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _flow.Load(ref reader);
        _volume.Load(ref reader);
    }
}
