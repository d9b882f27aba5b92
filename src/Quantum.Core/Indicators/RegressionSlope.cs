namespace Quantum.Core.Indicators;

/// <summary>
/// Slope of the least-squares line through the last <c>period</c> values, in units of the input per candle; defined
/// from candle <c>period</c> on. Equal values have a slope of exactly 0.
/// </summary>
/// <remarks>
/// Blocks as in <see cref="WindowSum"/>: each holds its mean and the sum of products of deviations, and two neighbours
/// join by the distance of their means. Nothing is subtracted, so nothing drifts.
/// </remarks>
public sealed class RegressionSlope : ICloseIndicator
{
    private readonly int _signature;
    private readonly ValueRing _ring;
    private readonly double[] _suffixMeans;
    private readonly double[] _suffixProducts;
    private double _prefixMean;
    private double _prefixProducts;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [2, 10,080].</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public RegressionSlope(int period)
    {
        _ring = new ValueRing(IndicatorInput.Period(period, minimum: 2));
        _suffixMeans = new double[period];
        _suffixProducts = new double[period];
        _signature = StateSignature.Of(nameof(RegressionSlope), period);
    }

    /// <inheritdoc/>
    public double Value { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _ring.IsFull;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + _ring.StateBytes;

    /// <inheritdoc/>
    public void Add(double close)
    {
        var slot = _ring.Push(IndicatorInput.Finite(close));
        GrowPrefix(slot, close);
        if (!_ring.IsFull) return;

        Combine();
        if (_ring.Next == 0) FillSuffixes();
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        _ring.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _ring.Load(ref reader);
        Value = double.NaN;
        var turn = _ring.Turn;
        for (var slot = 0; slot < turn.Length; slot++) GrowPrefix(slot, turn[slot]);
        if (!_ring.IsFull) return;
        
        FillSuffixes();
        Combine();
    }

    /// <summary>The new value lies half the grown block's length right of the block's centre.</summary>
    private void GrowPrefix(int slot, double value)
    {
        if (slot == 0)
        {
            _prefixMean = value;
            _prefixProducts = 0;
            return;
        }

        var distance = value - _prefixMean;
        _prefixMean += distance / (slot + 1);
        _prefixProducts += distance * slot / 2;
    }

    /// <summary>The centres of the two blocks always lie half the period apart.</summary>
    private void Combine()
    {
        double length = _ring.Length;
        var products = _prefixProducts;
        if (_ring.Next > 0)
        {
            var newer = (double)_ring.Next;
            products += _suffixProducts[_ring.Next]
                + ((_prefixMean - _suffixMeans[_ring.Next]) * newer * (length - newer) / 2);
        }

        // Σ(x − mean x)² of 1, 2, … n is n (n² − 1) / 12.
        Value = products / (length * ((length * length) - 1) / 12);
    }

    private void FillSuffixes()
    {
        var slots = _ring.Slots;
        var mean = slots[^1];
        var products = 0d;
        for (var slot = slots.Length - 1; slot >= _ring.Next; slot--)
        {
            var newer = slots.Length - 1 - slot;
            var distance = slots[slot] - mean;
            mean += distance / (newer + 1);
            products -= distance * newer / 2;
            _suffixMeans[slot] = mean;
            _suffixProducts[slot] = products;
        }
    }
}
