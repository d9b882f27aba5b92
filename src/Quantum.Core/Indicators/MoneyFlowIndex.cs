namespace Quantum.Core.Indicators;

/// <summary>
/// MFI of Quong and Soudack, in [0, 100]: the share of the traded value (typical price × volume) that rose, among what
/// rose or fell over the last <c>period</c> candles. Defined from candle <c>period</c> + 1 on. If nothing fell it is
/// 100, also if nothing was traded, as in Skender.
/// </summary>
public sealed class MoneyFlowIndex : IBarIndicator
{
    private readonly int _signature;
    private readonly WindowSum _rising;
    private readonly WindowSum _falling;
    private double _lastPrice;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [2, 10,080]; usually 14.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public MoneyFlowIndex(int period)
    {
        _rising = new WindowSum(IndicatorInput.Period(period, minimum: 2));
        _falling = new WindowSum(period);
        _signature = StateSignature.Of(nameof(MoneyFlowIndex), period);
    }

    /// <inheritdoc/>
    public double Value => !IsDefined ? double.NaN
        : _falling.Sum > 0 ? 100 - (100 / (1 + (_rising.Sum / _falling.Sum)))
        : 100;

    /// <inheritdoc/>
    public bool IsDefined => _falling.IsFull;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + sizeof(double) + _rising.StateBytes + _falling.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        var price = bar.TypicalPrice;
        if (_lastPrice > 0)
        {
            var flow = price * bar.Volume;
            _rising.Add(price > _lastPrice ? flow : 0);
            _falling.Add(price < _lastPrice ? flow : 0);
        }

        _lastPrice = price;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(_lastPrice);
        _rising.Save(ref writer);
        _falling.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _lastPrice = reader.ReadNonNegative();
        _rising.Load(ref reader);
        _falling.Load(ref reader);
    }
}
