namespace Quantum.Core.Features;

/// <summary>
/// The returns over <see cref="FeatureSchema.CrossSectionLag"/> candles that the rows of one minute are compared with.
/// Does not allocate after construction. Not thread-safe.
/// </summary>
/// <param name="symbolsMax">Most returns of one minute.</param>
internal sealed class ComparedReturns(int symbolsMax)
{
    private readonly double[] _sorted = new double[symbolsMax];
    private int _count;

    /// <summary>Return of the reference contract; NaN where it has none.</summary>
    private double _ofReference = double.NaN;

    /// <summary>Forgets the minute before and takes the returns of another.</summary>
    /// <param name="returns">In any order; NaN where a symbol has none, which is then not compared.</param>
    /// <param name="ofReference">That of the reference contract; NaN where it has none.</param>
    public void Begin(ReadOnlySpan<double> returns, double ofReference)
    {
        (_count, _ofReference) = (0, ofReference);
        foreach (var value in returns)
        {
            if (!double.IsNaN(value)) _sorted[_count++] = value;
        }

        _sorted.AsSpan(0, _count).Sort();
    }

    /// <summary>Adds one that came late.</summary>
    /// <param name="value">A return, not NaN.</param>
    /// <param name="isReference">Whether it is that of the reference contract.</param>
    public void Insert(double value, bool isReference)
    {
        var place = CountBelow(value, orEqual: false);
        _sorted.AsSpan(place, _count - place).CopyTo(_sorted.AsSpan(place + 1));
        _sorted[place] = value;
        _count++;
        if (isReference) _ofReference = value;
    }

    /// <summary>
    /// What each return is compared with. One contract that is late must not silence all others: without the reference
    /// the middle of the universe stands in, and 0 where nobody has a return.
    /// </summary>
    public double Reference()
    {
        if (!double.IsNaN(_ofReference)) return _ofReference;
        if (_count == 0) return 0;
        var middle = _count / 2;
        return _count % 2 == 1 ? _sorted[middle] : (_sorted[middle - 1] + _sorted[middle]) / 2;
    }

    /// <summary>Share of the others that a return is above, 0 to 1; those equal to it count half.</summary>
    /// <param name="value">One of the returns.</param>
    public double RankOf(double value)
    {
        if (_count < 2) return 0.5;
        var lower = CountBelow(value, orEqual: false);
        var equalOthers = CountBelow(value, orEqual: true) - lower - 1;
        return (lower + (equalOthers / 2d)) / (_count - 1);
    }

    private int CountBelow(double value, bool orEqual)
    {
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sorted[middle] < value || (orEqual && _sorted[middle] == value)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
