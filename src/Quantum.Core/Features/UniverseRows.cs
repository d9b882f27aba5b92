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
    private readonly double[] _fundingRates;
    private readonly Verdict[] _verdicts;
    private readonly int[] _unbroken;

    /// <summary>No minute yet: every row is refused.</summary>
    /// <param name="universe">The symbols in the order of the rows; each once.</param>
    public UniverseRows(IReadOnlyList<Symbol> universe)
    {
        Universe = universe;
        _crossSection = new CrossSection(universe);
        _fundingRates = new double[universe.Count];
        _verdicts = new Verdict[universe.Count];
        Array.Fill(_verdicts, Verdict.Refuse(new Reason(ReasonCode.DataMissing)));
        _unbroken = new int[universe.Count];
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
    public int UnbrokenSteps(int index) => _unbroken[index];

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
        if (Newest is { } last && minute != last + 1) Array.Clear(_unbroken);
        rows.Clear();
        for (var index = 0; index < features.Length; index++)
        {
            // Looking a symbol up costs more than finding out that nobody will read the rate.
            if (features[index].IsAt(minute)) _fundingRates[index] = funding.RateAt(Universe[index], minute);
            else _unbroken[index] = 0;
        }

        _crossSection.Write(minute, features, _fundingRates, rows, _verdicts);
        Newest = minute;
        foreach (var index in _crossSection.Present)
        {
            var isUsable = _verdicts[index].Passed;
            _unbroken[index] = isUsable ? Math.Min(_unbroken[index] + 1, FeatureWindow.Steps) : 0;
            // It may have been refused half-way.
            if (!isUsable) rows.Slice(index * FeatureSchema.Count, FeatureSchema.Count).Clear();
        }
    }

    /// <summary>The same minutes over another universe: a symbol that stays goes on, one that is new begins.</summary>
    public UniverseRows Over(IReadOnlyList<Symbol> universe)
    {
        var next = new UniverseRows(universe) { Newest = Newest };
        var places = Universe.Select((symbol, index) => (symbol, index)).ToDictionary();
        for (var index = 0; index < universe.Count; index++)
        {
            if (!places.TryGetValue(universe[index], out var place)) continue;
            next._verdicts[index] = _verdicts[place];
            next._unbroken[index] = _unbroken[place];
        }

        return next;
    }
}
