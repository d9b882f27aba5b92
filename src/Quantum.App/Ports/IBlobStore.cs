namespace Quantum.App.Ports;

/// <summary>Immutable byte strings by name: ledgers, snapshots, bundles. A name is written once.</summary>
/// <remarks>
/// A name that <see cref="BlobName.Check"/> refuses is an <see cref="ArgumentException"/> in every method; a prefix may
/// be
/// any text.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Writes where nothing is. The bytes are the caller's again once the task is complete.</summary>
    /// <returns>False when the name exists; the stored bytes are then untouched.</returns>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct);

    /// <summary>Reads all bytes; <see langword="null"/> where there is no such blob.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct);

    /// <summary>The names that begin with a prefix, in ascending ordinal order.</summary>
    Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct);

    /// <summary>Removes a blob; false where there was none.</summary>
    Task<bool> TryDeleteAsync(string name, CancellationToken ct);
}
