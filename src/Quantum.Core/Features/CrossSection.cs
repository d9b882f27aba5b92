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
    private readonly int[] _present;
    private readonly int _reference;
    private readonly ComparedReturns[] _compared;
    private readonly Minute[] _minutes;
    private int _presentCount;

    /// <summary>Makes room for a universe.</summary>
    /// <param name="universe">The symbols, in the order of the rows; each once.</param>
    /// <param name="minutesKept">Newest minutes to which a late row can still be added, ≥ 1.</param>
    public CrossSection(IReadOnlyList<Symbol> universe, int minutesKept = 1)
    {
        _returns = new double[universe.Count];
        _present = new int[universe.Count];
        _minutes = new Minute[minutesKept];
        Array.Fill(_minutes, new Minute(-1));
        _compared = new ComparedReturns[minutesKept];
        for (var kept = 0; kept < minutesKept; kept++) _compared[kept] = new ComparedReturns(universe.Count);
        _reference = NoReference;
        var reference = Symbol.Of(FeatureSchema.ReferenceSymbol);
        for (var index = 0; index < universe.Count; index++)
        {
            if (universe[index] == reference) _reference = index;
        }
    }

    /// <summary>Places of the symbols that had a candle of the minute written last, ascending.</summary>
    public ReadOnlySpan<int> Present => _present.AsSpan(0, _presentCount);

    /// <summary>Whether a minute was written and is still known, so that a late row can be added to it.</summary>
    public bool Knows(Minute minute) => _minutes[PlaceOf(minute)] == minute;

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

        var compared = Compare(minute, features, verdicts);
        var referenceReturn = compared.Reference();
        Span<double> figures = stackalloc double[FeatureSchema.Count - FeatureSchema.OwnCount];
        CalendarFeatures.Write(minute, figures);
        foreach (var index in Present)
        {
            var row = rows.Slice(index * FeatureSchema.Count, FeatureSchema.Count);
            verdicts[index] = features[index].Write(row);
            if (!verdicts[index].Passed) continue; // Its reason stands.
            verdicts[index] = Apply(figures, _returns[index], referenceReturn, compared, fundingRates[index], row);
        }
    }

    /// <summary>
    /// Writes the row of a symbol whose candle came after its minute was written. It is the row that a timely candle
    /// would have had; those of the other symbols stay as they were.
    /// </summary>
    /// <param name="minute">A minute of which <see cref="Knows"/> tells that it is known.</param>
    /// <param name="index">The symbol's place in the universe; it had no candle when the minute was written.</param>
    /// <param name="features">The symbol's state with that minute folded in, and nothing newer.</param>
    /// <param name="fundingRate">As for <see cref="Write"/>.</param>
    /// <param name="row"><see cref="FeatureSchema.Count"/> places.</param>
    /// <returns>Whether the row may be used, as for <see cref="Write"/>.</returns>
    /// <exception cref="ArgumentException">The minute is not known, or not the state's. A caller's bug.</exception>
    public Verdict WriteLate(
        Minute minute, int index, SymbolFeatures features, double fundingRate, Span<float> row)
    {
        if (!Knows(minute) || !features.IsAt(minute))
            throw new ArgumentException($"Condition failed: a late row of {minute}.", nameof(minute));
        var (compared, value) = (_compared[PlaceOf(minute)], features.CrossSectionReturn);
        if (!double.IsNaN(value)) compared.Insert(value, isReference: index == _reference);
        var verdict = features.Write(row);
        if (!verdict.Passed) return verdict;
        Span<double> figures = stackalloc double[FeatureSchema.Count - FeatureSchema.OwnCount];
        CalendarFeatures.Write(minute, figures);
        return Apply(figures, value, compared.Reference(), compared, fundingRate, row);
    }

    /// <summary>Completes a row behind the symbol's own features.</summary>
    private static Verdict Apply(Span<double> figures, double value, double referenceReturn, ComparedReturns compared,
        double fundingRate, Span<float> row)
    {
        var places = CalendarFeatures.Definitions.Length;
        figures[places] = value - referenceReturn;
        figures[places + 1] = compared.RankOf(value);
        figures[places + 2] = fundingRate;
        return FeatureBounds.Apply(figures, FeatureSchema.OwnCount, row[FeatureSchema.OwnCount..]);
    }

    /// <summary>Only what has a candle of this very minute is compared.</summary>
    private ComparedReturns Compare(
        Minute minute, ReadOnlySpan<SymbolFeatures> features, Span<Verdict> verdicts)
    {
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
        }

        var place = PlaceOf(minute);
        _minutes[place] = minute;
        _compared[place].Begin(_returns, _reference == NoReference ? double.NaN : _returns[_reference]);
        return _compared[place];
    }

    private int PlaceOf(Minute minute) => minute.Index % _minutes.Length;
}
