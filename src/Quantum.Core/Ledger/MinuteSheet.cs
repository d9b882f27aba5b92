using Quantum.Core.Markets;

namespace Quantum.Core.Ledger;

/// <summary>
/// The page of one scanned minute while it is being written: one line per symbol of the universe, no more and no less.
/// A <c>continue</c> that forgets a symbol cannot get past <see cref="Seal"/>.
/// </summary>
/// <param name="minute">The scan minute.</param>
/// <param name="universe">Every symbol that must be decided.</param>
public sealed class MinuteSheet(Minute minute, IReadOnlyList<Symbol> universe)
{
    private readonly Dictionary<Symbol, DecisionRecord> _records = new(universe.Count);

    /// <summary>Writes a symbol's record.</summary>
    /// <exception cref="InvalidOperationException">Invariant: the symbol has one already.</exception>
    public void Write(DecisionRecord record)
    {
        if (!_records.TryAdd(record.Symbol, record))
            throw new InvalidOperationException($"Invariant: {record.Symbol} was decided twice at {minute}.");
    }

    /// <summary>Closes the page.</summary>
    /// <returns>The records in the order of the universe.</returns>
    /// <exception cref="InvalidOperationException">
    /// Invariant: a symbol of the universe has no record, a record is of no symbol of the universe, or the universe
    /// names a symbol twice.
    /// </exception>
    public IReadOnlyList<DecisionRecord> Seal()
    {
        var sealedRecords = new DecisionRecord[universe.Count];
        for (var index = 0; index < sealedRecords.Length; index++)
        {
            sealedRecords[index] = _records.TryGetValue(universe[index], out var record)
                ? record
                : throw new InvalidOperationException($"Invariant: {universe[index]} has no record at {minute}.");
        }

        if (_records.Count == universe.Count) return sealedRecords;
        var foreign = _records.Keys.Except(universe).Order().ToList();
        throw new InvalidOperationException(foreign.Count > 0
            ? $"Invariant: {string.Join(", ", foreign)} was decided at {minute} and is not in the universe."
            : $"Invariant: the universe of {minute} names a symbol twice.");
    }
}
