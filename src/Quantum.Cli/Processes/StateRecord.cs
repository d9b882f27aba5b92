using Quantum.App.Ports;
using Quantum.Cli.State;

namespace Quantum.Cli.Processes;

/// <summary>
/// What another process has committed so far, read beside it: opened with the first question, because the file appears
/// with the process's first start.
/// </summary>
/// <param name="path">Its state directory.</param>
internal sealed class StateRecord(string path) : IEntityStore, IDisposable
{
    private StateDirectory? _state;

    private IEntityStore Store => (_state ??= StateDirectory.OpenBeside(path, isReadOnly: true)).Store;

    /// <inheritdoc/>
    public Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct) =>
        Store.ReadAsync(partition, row, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct) =>
        Store.QueryAsync(partition, fromRow, toRow, ct);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: a witness writes nothing.</exception>
    public Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct) =>
        throw new InvalidOperationException("Invariant: a witness writes nothing.");

    /// <inheritdoc/>
    public void Dispose() => _state?.Dispose();
}
