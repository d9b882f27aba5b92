using Quantum.App.Ports;
using Quantum.Core.Settings;

namespace Quantum.App.Storage;

/// <summary>
/// A store whose book is of one mode, market and account: the first use of the book writes that down, and a book of
/// another one is neither read nor written. Records of faults and of the preflight are let through, because they must
/// tell of it. Thread-safe.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="seal">Whose book it must be.</param>
public sealed class SealedStore(IEntityStore store, BookSeal seal) : IEntityStore
{
    private volatile bool _isOurs; // Once written, a seal never changes.

    /// <summary>Looks whose book it is and writes nothing.</summary>
    /// <returns>Why it must not be touched; <see langword="null"/> when it is ours or is not begun yet.</returns>
    public async Task<string?> ProblemAsync(CancellationToken ct)
    {
        try
        {
            if (!_isOurs) await ReadAsync(ct);
            return null;
        }
        catch (ForeignBookException error)
        {
            return error.Message;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ForeignBookException">It is of the book, and the book is not ours.</exception>
    public async Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct)
    {
        if (partition == StoreLayout.Book) await ClaimAsync(ct);
        return await store.ReadAsync(partition, row, ct);
    }

    /// <inheritdoc/>
    /// <exception cref="ForeignBookException">It is of the book, and the book is not ours.</exception>
    public async Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct)
    {
        if (partition == StoreLayout.Book) await ClaimAsync(ct);
        return await store.QueryAsync(partition, fromRow, toRow, ct);
    }

    /// <inheritdoc/>
    /// <exception cref="ForeignBookException">The book is not ours.</exception>
    public async Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        if (partition is not (StoreLayout.Faults or StoreLayout.Preflight)) await ClaimAsync(ct);
        return await store.TryWriteAsync(partition, writes, ct);
    }

    /// <summary>Makes sure that the book is ours, and that it says so.</summary>
    private async Task ClaimAsync(CancellationToken ct)
    {
        if (_isOurs) return;
        if (await ReadAsync(ct)) return;
        await store.TryInsertAsync(BookSeal.Partition, BookSeal.Row, seal, DocumentJson.Default.BookSeal, ct);
        if (!await ReadAsync(ct)) throw new InvalidOperationException("Invariant: the seal of the book vanished.");
    }

    /// <summary>Whether there is a seal, which then is ours.</summary>
    private async Task<bool> ReadAsync(CancellationToken ct)
    {
        var found = await store.ReadAsync(BookSeal.Partition, BookSeal.Row, DocumentJson.Default.BookSeal, ct);
        if (found is null)
        {
            if (await IsDoubtfulAsync(ct)) throw new ForeignBookException(stored: null, seal);
            return false;
        }

        if (found.Value != seal) throw new ForeignBookException(found.Value, seal);
        _isOurs = true;
        return true;
    }

    /// <summary>
    /// Whether a book without a seal may be another mode's: it was begun before books had seals, and only the
    /// preflight, which Paper has none of, tells where it traded.
    /// </summary>
    private async Task<bool> IsDoubtfulAsync(CancellationToken ct)
    {
        if ((await store.QueryAsync(StoreLayout.Book, null, null, ct)).Count == 0) return false;
        var checks = await store.QueryAsync(StoreLayout.Preflight, null, null, ct);
        var modes = checks.Select(entity => entity.Row).ToList();
        return seal.Mode == TradingMode.Paper ? modes.Count > 0 : modes is not [var only] || only != $"{seal.Mode}";
    }
}
