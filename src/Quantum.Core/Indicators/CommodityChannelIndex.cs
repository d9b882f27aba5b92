namespace Quantum.Core.Indicators;

/// <summary>
/// CCI of Lambert, without a bound and mostly within ±300: the distance of the typical price from its mean over the
/// last <c>period</c> candles, in units of 0.015 mean absolute deviations. Defined from candle <c>period</c> on, but
/// not where all typical prices of the window are equal.
/// </summary>
/// <remarks>
/// The mean absolute deviation has no constant-time update because every term moves with the mean: this is the one
/// indicator that looks at the whole window per candle. Its numbers are taken relative to the newest, so that equal
/// prices deviate by exactly 0; Skender may answer such a window with a quotient of rounding errors.
/// </remarks>
public sealed class CommodityChannelIndex : IBarIndicator
{
    private readonly int _signature;
    private readonly ValueRing _prices;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [2, 10,080]; usually 20.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public CommodityChannelIndex(int period)
    {
        _prices = new ValueRing(IndicatorInput.Period(period, minimum: 2));
        _signature = StateSignature.Of(nameof(CommodityChannelIndex), period);
    }

    /// <inheritdoc/>
    public double Value { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => !double.IsNaN(Value);

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + sizeof(double) + _prices.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        var price = bar.TypicalPrice;
        _prices.Push(price);
        if (_prices.IsFull) Value = IndexOf(price);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(Value);
        _prices.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        Value = reader.ReadDoubleOrNaN();
        _prices.Load(ref reader);
        if (IsDefined && !_prices.IsFull)
            throw new InvalidDataException("State: the index is defined before its window is full.");
    }

    private double IndexOf(double price)
    {
        var mean = 0d;
        foreach (var other in _prices.Slots) mean += other - price;
        mean /= _prices.Length;

        var deviation = 0d;
        foreach (var other in _prices.Slots) deviation += Math.Abs(other - price - mean);
        deviation /= _prices.Length;

        return deviation > 0 ? -mean / (0.015 * deviation) : double.NaN;
    }
}
