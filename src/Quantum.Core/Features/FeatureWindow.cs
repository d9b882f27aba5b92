using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Core.Features;

/// <summary>
/// The features of a whole universe over the last <see cref="Steps"/> closed minutes, kept where the models read them:
/// one slab of rows per minute, oldest first, all in one piece of memory that never moves. The newest slab is one batch
/// of rows, all slabs are one batch of windows, and neither is copied to be scored. Not thread-safe.
/// </summary>
public sealed class FeatureWindow
{
    /// <summary>Minutes of a window.</summary>
    public const int Steps = 64;

    /// <summary>
    /// Candles from which a state is built anew: every row of the window they end in is settled then, as the rows are
    /// that models were trained on.
    /// </summary>
    public static int HistoryMinutes { get; } = FeatureSchema.WarmUp + Steps;

    /// <summary>Room for slabs; where it is used up, the newest ones move to the front.</summary>
    private const int SlabsMax = 2 * Steps;

    private readonly float[] _slabs;
    private readonly UniverseRows _rows;
    private readonly int _slabLength;
    private int _end = Steps;

    /// <summary>An empty window: every row is refused.</summary>
    /// <param name="universe">The symbols in the order of the rows; each once.</param>
    public FeatureWindow(IReadOnlyList<Symbol> universe)
        : this(new UniverseRows(universe, minutesKept: Steps))
    {
    }

    private FeatureWindow(UniverseRows rows)
    {
        _rows = rows;
        _slabLength = Universe.Count * FeatureSchema.Count;
        _slabs = GC.AllocateArray<float>(SlabsMax * _slabLength, pinned: true);
    }

    /// <summary>The symbols in the order of the rows.</summary>
    public IReadOnlyList<Symbol> Universe => _rows.Universe;

    /// <summary>The minute that the newest candles cover; the scan minute is the next one.</summary>
    /// <exception cref="InvalidOperationException">Nothing was added yet. A caller's bug.</exception>
    public Minute Newest =>
        _rows.Newest ?? throw new InvalidOperationException("Condition failed: the window is empty.");

    /// <summary>Whether nothing was added yet.</summary>
    public bool IsEmpty => _rows.Newest is null;

    /// <summary>
    /// Rows of the newest minute, row-major <c>[symbols × <see cref="FeatureSchema.Count"/>]</c>. A refused row is 0
    /// throughout. Valid until the next <see cref="Add"/>.
    /// </summary>
    public Memory<float> Rows => _slabs.AsMemory((_end - 1) * _slabLength, _slabLength);

    /// <summary>
    /// All minutes, oldest first: <c>[<see cref="Steps"/> × symbols × <see cref="FeatureSchema.Count"/>]</c>. Steps
    /// before the first minute and refused rows are 0 throughout. Valid until the next <see cref="Add"/>.
    /// </summary>
    public Memory<float> Slabs => _slabs.AsMemory((_end - Steps) * _slabLength, Steps * _slabLength);

    /// <summary>Whether a symbol's newest row may be used, and why not.</summary>
    public Verdict VerdictOf(int index) => _rows.VerdictOf(index);

    /// <summary>
    /// Usable rows of a symbol up to the newest one without a break, 0 to <see cref="Steps"/>; its window may be used
    /// when there are <see cref="Steps"/>.
    /// </summary>
    public int UnbrokenSteps(int index) => _rows.UnbrokenSteps(index);

    /// <summary>Adds the rows of the next minute. A minute that was left out breaks every symbol's window.</summary>
    /// <param name="minute">The minute that the newest candles cover.</param>
    /// <param name="features">The symbols' states in the order of the universe, with that minute folded in.</param>
    /// <param name="funding">What is known of funding at that minute.</param>
    /// <exception cref="ArgumentException">The minute is not after the newest one. A caller's bug.</exception>
    public void Add(Minute minute, ReadOnlySpan<SymbolFeatures> features, FundingMemory funding)
    {
        if (!IsEmpty && minute > Newest + 1) Clear();
        MakeRoom();
        _rows.Write(minute, features, funding, _slabs.AsSpan(_end * _slabLength, _slabLength));
        _end++;
    }

    /// <summary>
    /// Adds the row of a symbol whose candle came after its minute was added, so that one late answer does not cost the
    /// symbol its window. It is the row that a timely candle would have had; the others' rows of that minute stay.
    /// Nothing happens where the minute is older than the window.
    /// </summary>
    /// <param name="minute">The minute of the candle.</param>
    /// <param name="index">The symbol's place in the universe.</param>
    /// <param name="features">Its state with that minute folded in, and nothing newer.</param>
    /// <param name="funding">What is known of funding at that minute, or later.</param>
    /// <exception cref="ArgumentException">The state is not at that minute. A caller's bug.</exception>
    public void AddLate(Minute minute, int index, SymbolFeatures features, FundingMemory funding)
    {
        if (IsEmpty || Newest - minute >= Steps || !_rows.CanWriteLate(minute, index)) return;
        _rows.WriteLate(minute, index, features, funding, RowOf(_end - 1 - (Newest - minute), index));
    }

    /// <summary>
    /// The same minutes over another universe: a symbol that stays keeps its rows as they were, also where they compare
    /// it with others; one that is new begins. Late rows of the minutes so far are not taken any more.
    /// </summary>
    public FeatureWindow Over(IReadOnlyList<Symbol> universe)
    {
        var next = new FeatureWindow(_rows.Over(universe));
        var places = Universe.Select((symbol, index) => (symbol, index)).ToDictionary();
        for (var index = 0; index < universe.Count; index++)
        {
            if (!places.TryGetValue(universe[index], out var place)) continue;
            for (var step = 1; step <= Steps; step++)
                RowOf(_end - step, place).CopyTo(next.RowOf(next._end - step, index));
        }

        return next;
    }

    private Span<float> RowOf(int slab, int index) =>
        _slabs.AsSpan((slab * _slabLength) + (index * FeatureSchema.Count), FeatureSchema.Count);

    private void Clear()
    {
        Array.Clear(_slabs);
        _end = Steps;
    }

    private void MakeRoom()
    {
        if (_end < SlabsMax) return;
        var kept = (Steps - 1) * _slabLength;
        Array.Copy(_slabs, _slabs.Length - kept, _slabs, 0, kept);
        _end = Steps - 1;
    }
}
