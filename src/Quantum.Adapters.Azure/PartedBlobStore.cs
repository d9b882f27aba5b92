using Quantum.App.Ports;

namespace Quantum.Adapters.Azure;

/// <summary>
/// Two containers as one store: names that begin with a prefix lie in a container of their own, without the prefix, so
/// that an event of that container is about nothing else.
/// </summary>
/// <param name="part">Ends with <c>/</c>, such as <c>models/</c>.</param>
/// <param name="parted">Holds the names that begin with it.</param>
/// <param name="others">Holds all other names, whole.</param>
public sealed class PartedBlobStore(string part, IBlobStore parted, IBlobStore others) : IBlobStore
{
    /// <inheritdoc/>
    public Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        BlobName.Check(name);
        var (store, rest) = PlaceOf(name);
        return store.TryPutAsync(rest, content, ct);
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct)
    {
        BlobName.Check(name);
        var (store, rest) = PlaceOf(name);
        return store.ReadAsync(rest, ct);
    }

    /// <inheritdoc/>
    /// <remarks>A prefix that fits names of both containers lists both.</remarks>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct)
    {
        if (prefix.StartsWith(part, StringComparison.Ordinal)) return await ListPartedAsync(prefix[part.Length..], ct);
        var names = await others.ListAsync(prefix, ct);
        if (!part.StartsWith(prefix, StringComparison.Ordinal)) return names;
        List<string> all = [.. names, .. await ListPartedAsync("", ct)];
        all.Sort(StringComparer.Ordinal);
        return all;
    }

    /// <inheritdoc/>
    public Task<bool> TryDeleteAsync(string name, CancellationToken ct)
    {
        BlobName.Check(name);
        var (store, rest) = PlaceOf(name);
        return store.TryDeleteAsync(rest, ct);
    }

    private (IBlobStore Store, string Name) PlaceOf(string name) => name.StartsWith(part, StringComparison.Ordinal)
        ? (parted, name[part.Length..])
        : (others, name);

    private async Task<List<string>> ListPartedAsync(string rest, CancellationToken ct) =>
        [.. (await parted.ListAsync(rest, ct)).Select(name => part + name)];
}
