using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Core.Features;

/// <summary>
/// One minute's feature rows of a whole universe: each symbol's own features, then those that compare it with the
/// others. Does not allocate after construction. Not thread-safe.
/// </summary>
public sealed class CrossSection
{
    private const int NoReference = -1;
    private static readonly Verdict Missing = Verdict.Refuse(new Reason(ReasonCode.DataMissing));
    private readonly double[] _returns;
    private readonly double[] _sorted;
    private readonly int[] _present;
    private readonly int _reference;
    private int _presentCount;

    /// <summary>Makes room for a universe.</summary>
    /// <param name="universe">The symbols, in the order of the rows; each once.</param>
    public CrossSection(IReadOnlyList<Symbol> universe)
    {
        _returns = new double[universe.Count];
        _sorted = new double[universe.Count];
        _present = new int[universe.Count];
        _reference = NoReference;
        var reference = Symbol.Of(FeatureSchema.ReferenceSymbol);
        for (var index = 0; index < universe.Count; index++)
        {
            if (universe[index] == reference) _reference = index;
        }
    }

    /// <summary>Places of the symbols that had a candle of the minute written last, ascending.</summary>
    public ReadOnlySpan<int> Present => _present.AsSpan(0, _presentCount);

    /// <summary>Writes all rows of a minute.</summary>
    /// <param name="minute">The minute that the newest candles cover; not the scan minute, which is the next.</param>
    /// <param name="features">The symbols' states, in the order of the universe.</param>
    /// <param name="fundingRates">
    /// Rates of the newest settled payments in the same order, shares of the position value: those of
    /// <see cref="FundingMemory"/>.
    /// </param>
    /// <param name="rows">Row-major <c>[symbols × <see cref="FeatureSchema.Count"/>]</c>.</param>
    /// <param name="verdicts">
    /// One per symbol. A row may be used only where it passed: DATA_MISSING without a candle of the minute, what
    /// <see cref="SymbolFeatures.Write"/> refused, and DATA_NOT_FINITE for a funding rate that is no number.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit the universe. A caller's bug.</exception>
    public void Write(Minute minute, ReadOnlySpan<SymbolFeatures> features, ReadOnlySpan<double> fundingRates,
        Span<float> rows, Span<Verdict> verdicts)
    {
        var count = _returns.Length;
        if (features.Length != count || fundingRates.Length != count || verdicts.Length != count
            || rows.Length != count * FeatureSchema.Count)
        {
            throw new ArgumentException($"Condition failed: {features.Length} states, {fundingRates.Length} rates, "
                + $"{verdicts.Length} verdicts and {rows.Length} places for {count} symbols.");
        }

        var known = ReadReturns(minute, features, verdicts);
        var referenceReturn = ReferenceOf(known);
        Span<double> figures = stackalloc double[FeatureSchema.Count - FeatureSchema.OwnCount];
        var places = CalendarFeatures.Definitions.Length;
        CalendarFeatures.Write(minute, figures);
        foreach (var index in Present)
        {
            var row = rows.Slice(index * FeatureSchema.Count, FeatureSchema.Count);
            verdicts[index] = features[index].Write(row);
            if (!verdicts[index].Passed) continue; // Its reason stands.
            figures[places] = _returns[index] - referenceReturn;
            figures[places + 1] = RankOf(_returns[index], known);
            figures[places + 2] = fundingRates[index];
            verdicts[index] = FeatureBounds.Apply(figures, FeatureSchema.OwnCount, row[FeatureSchema.OwnCount..]);
        }
    }

    /// <summary>Only what has a candle of this very minute is compared; the sorted returns stand in front.</summary>
    private Span<double> ReadReturns(
        Minute minute, ReadOnlySpan<SymbolFeatures> features, Span<Verdict> verdicts)
    {
        var known = 0;
        _presentCount = 0;
        for (var index = 0; index < _returns.Length; index++)
        {
            _returns[index] = double.NaN;
            if (!features[index].IsAt(minute))
            {
                verdicts[index] = Missing;
                continue;
            }

            _present[_presentCount++] = index;
            _returns[index] = features[index].CrossSectionReturn;
            if (!double.IsNaN(_returns[index])) _sorted[known++] = _returns[index];
        }

        var sorted = _sorted.AsSpan(0, known);
        sorted.Sort();
        return sorted;
    }

    /// <summary>
    /// One contract that is late must not silence all others: without BTCUSDT the middle of the universe stands in.
    /// </summary>
    private double ReferenceOf(ReadOnlySpan<double> sorted)
    {
        if (_reference != NoReference && !double.IsNaN(_returns[_reference])) return _returns[_reference];
        if (sorted.IsEmpty) return 0; // Nobody has a return, so nobody is compared.
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double RankOf(double value, ReadOnlySpan<double> sorted)
    {
        if (sorted.Length < 2) return 0.5;
        var lower = CountBelow(sorted, value, orEqual: false);
        var equalOthers = CountBelow(sorted, value, orEqual: true) - lower - 1;
        return (lower + (equalOthers / 2d)) / (sorted.Length - 1);
    }

    private static int CountBelow(ReadOnlySpan<double> sorted, double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
