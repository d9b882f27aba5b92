using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Core.Features;

/// <summary>
/// The feature rows of a whole universe, one minute after the other: which of them may be used, and for how many
/// minutes without a break. Live and data sets write their rows with it. Does not allocate after construction. Not
/// thread-safe.
/// </summary>
public sealed class UniverseRows
{
    private readonly CrossSection _crossSection;
    private readonly int _minutesKept;
    private readonly double[] _fundingRates;
    private readonly Verdict[] _verdicts;

    /// <summary>Each symbol's newest usable minute, and how many there are up to it without a break.</summary>
    private readonly Minute[] _lastUsable;
    private readonly int[] _run;

    /// <summary>No minute yet: every row is refused.</summary>
    /// <param name="universe">The symbols in the order of the rows; each once.</param>
    /// <param name="minutesKept">Newest minutes to which a late row can still be added, ≥ 1.</param>
    public UniverseRows(IReadOnlyList<Symbol> universe, int minutesKept = 1)
    {
        Universe = universe;
        _minutesKept = minutesKept;
        _crossSection = new CrossSection(universe, minutesKept);
        _fundingRates = new double[universe.Count];
        _verdicts = new Verdict[universe.Count];
        Array.Fill(_verdicts, Verdict.Refuse(new Reason(ReasonCode.DataMissing)));
        _lastUsable = new Minute[universe.Count];
        _run = new int[universe.Count];
    }

    /// <summary>The symbols in the order of the rows.</summary>
    public IReadOnlyList<Symbol> Universe { get; }

    /// <summary>The newest minute; <see langword="null"/> before the first.</summary>
    public Minute? Newest { get; private set; }

    /// <summary>Whether a symbol's newest row may be used, and why not.</summary>
    public Verdict VerdictOf(int index) => _verdicts[index];

    /// <summary>
    /// Usable rows of a symbol up to the newest one without a break, 0 to <see cref="FeatureWindow.Steps"/>.
    /// </summary>
    public int UnbrokenSteps(int index) => _lastUsable[index] == Newest ? _run[index] : 0;

    /// <summary>Writes the rows of the next minute. A minute that was left out breaks every symbol's steps.</summary>
    /// <param name="minute">The minute that the newest candles cover.</param>
    /// <param name="features">The symbols' states in the order of the universe, with that minute folded in.</param>
    /// <param name="funding">What is known of funding at that minute.</param>
    /// <param name="rows">
    /// Row-major <c>[symbols × <see cref="FeatureSchema.Count"/>]</c>. A refused row is 0 throughout.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The minute is not after the newest one, or a length does not fit the universe. A caller's bug.
    /// </exception>
    public void Write(
        Minute minute, ReadOnlySpan<SymbolFeatures> features, FundingMemory funding, Span<float> rows)
    {
        if (Newest is { } newest && minute <= newest)
            throw new ArgumentException($"Condition failed: minute {minute} after {newest}.", nameof(minute));
        if (features.Length != _verdicts.Length)
            throw new ArgumentException($"Condition failed: {features.Length} states for {_verdicts.Length} symbols.");
        rows.Clear();
        for (var index = 0; index < features.Length; index++)
        {
            // Looking a symbol up costs more than finding out that nobody will read the rate.
            if (features[index].IsAt(minute)) _fundingRates[index] = funding.RateAt(Universe[index], minute);
        }

        _crossSection.Write(minute, features, _fundingRates, rows, _verdicts);
        Newest = minute;
        foreach (var index in _crossSection.Present)
            Count(index, minute, _verdicts[index], rows.Slice(index * FeatureSchema.Count, FeatureSchema.Count));
    }

    /// <summary>
    /// Whether the row of a symbol whose candle came late can still be written: its minute is known, and everything of
    /// the symbol before it was written.
    /// </summary>
    public bool CanWriteLate(Minute minute, int index) =>
        minute <= Newest && _lastUsable[index] < minute && _crossSection.Knows(minute);

    /// <summary>
    /// Writes the row of a symbol whose candle came after its minute was written: the row that a timely candle would
    /// have had. A break that the symbol's absence made is closed by it.
    /// </summary>
    /// <param name="minute">Its minute, for which <see cref="CanWriteLate"/> holds.</param>
    /// <param name="index">The symbol's place in the universe.</param>
    /// <param name="features">Its state with that minute folded in, and nothing newer.</param>
    /// <param name="funding">What is known of funding at that minute, or later.</param>
    /// <param name="row"><see cref="FeatureSchema.Count"/> places; 0 throughout where the row is refused.</param>
    /// <exception cref="ArgumentException">The minute is not known, or not the state's. A caller's bug.</exception>
    public void WriteLate(
        Minute minute, int index, SymbolFeatures features, FundingMemory funding, Span<float> row)
    {
        if (!CanWriteLate(minute, index))
            throw new ArgumentException($"Condition failed: a late row of {minute}.", nameof(minute));
        var verdict = _crossSection.WriteLate(
            minute, index, features, funding.RateAt(Universe[index], minute), row);
        if (minute == Newest) _verdicts[index] = verdict;
        Count(index, minute, verdict, row);
    }

    /// <summary>
    /// The same minutes over another universe: a symbol that stays goes on, one that is new begins. Late rows of the
    /// minutes so far are not taken any more.
    /// </summary>
    public UniverseRows Over(IReadOnlyList<Symbol> universe)
    {
        var next = new UniverseRows(universe, _minutesKept) { Newest = Newest };
        var places = Universe.Select((symbol, index) => (symbol, index)).ToDictionary();
        for (var index = 0; index < universe.Count; index++)
        {
            if (!places.TryGetValue(universe[index], out var place)) continue;
            next._verdicts[index] = _verdicts[place];
            (next._lastUsable[index], next._run[index]) = (_lastUsable[place], _run[place]);
        }

        return next;
    }

    private void Count(int index, Minute minute, Verdict verdict, Span<float> row)
    {
        if (!verdict.Passed)
        {
            row.Clear(); // It may have been refused half-way.
            return;
        }

        _run[index] = _lastUsable[index] == minute - 1 ? Math.Min(_run[index] + 1, FeatureWindow.Steps) : 1;
        _lastUsable[index] = minute;
    }
}
