using Quantum.App.Ports;

namespace Quantum.Simulation.Stores;

/// <summary>Blobs in memory, for simulated worlds and tests. Nothing outlives the object.</summary>
/// <remarks>
/// Safe for concurrent use. Every call runs on the caller's thread and returns a completed task, so that virtual time
/// stays deterministic; a caller's bug is thrown by the call itself. Contents are copied when written.
/// </remarks>
public sealed class MemoryBlobStore : IBlobStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        BlobName.Check(name);
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_names.Add(name))
                return Task.FromResult(false);

            _contents.Add(name, content.ToArray());
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct)
    {
        BlobName.Check(name);
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            // Not `? content : null`: a null array would convert to an empty memory, which is a blob of no bytes.
            return Task.FromResult<ReadOnlyMemory<byte>?>(
                _contents.TryGetValue(name, out var content) ? content.AsMemory() : default(ReadOnlyMemory<byte>?));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var last = _names.Max;
            if (last is null || string.CompareOrdinal(prefix, last) > 0)
                return Task.FromResult<IReadOnlyList<string>>([]);

            return Task.FromResult<IReadOnlyList<string>>(
                [.. _names.GetViewBetween(prefix, last)
                    .TakeWhile(name => name.StartsWith(prefix, StringComparison.Ordinal))]);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public Task<bool> TryDeleteAsync(string name, CancellationToken ct)
    {
        BlobName.Check(name);
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _names.Remove(name);
            return Task.FromResult(_contents.Remove(name));
        }
    }
}
