namespace Quantum.Core.Indicators;

/// <summary>
/// Williams %R, in [−100, 0]: where the close lies between the lowest low (−100) and the highest high (0) of the last
/// <c>period</c> candles; defined from candle <c>period</c> on. Without any range it is −100, as in Skender.
/// </summary>
public sealed class WilliamsPercentRange : IBarIndicator
{
    private readonly int _signature;
    private readonly WindowRange _range;
    private double _close;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [1, 10,080]; usually 14.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public WilliamsPercentRange(int period)
    {
        _range = new WindowRange(IndicatorInput.Period(period, minimum: 1));
        _signature = StateSignature.Of(nameof(WilliamsPercentRange), period);
    }

    /// <inheritdoc/>
    public double Value => IsDefined ? _range.PercentOf(_close) - 100 : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _range.IsFull;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + sizeof(double) + _range.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        _close = bar.Close;
        _range.Add(bar.High, bar.Low);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(_close);
        _range.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _close = reader.ReadNonNegative();
        _range.Load(ref reader);
    }
}
