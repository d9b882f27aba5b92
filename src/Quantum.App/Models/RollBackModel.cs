using Quantum.App.Ports;
using Quantum.Core.Models;
using Quantum.Core.Settings;

namespace Quantum.App.Models;

/// <summary>Moves the pointer back to the bundle that served before. It was judged when it was promoted.</summary>
/// <param name="blobs">Bundles.</param>
/// <param name="store">The pointer.</param>
/// <param name="time">The clock.</param>
/// <param name="settings">Keys and mode: what no longer may serve is passed over.</param>
public sealed class RollBackModel(IBlobStore blobs, IEntityStore store, TimeProvider time, TradingSettings settings)
{
    private readonly BundleShelf _shelf = new(blobs);
    private readonly ModelRegister _register = new(store);

    /// <summary>Rolls back.</summary>
    /// <returns>The pointer as it now is; without a bundle where no earlier one may serve.</returns>
    /// <exception cref="InvalidOperationException">Nothing is active, so there is nothing to roll back.</exception>
    public async Task<ModelPointer> HandleAsync(CancellationToken ct)
    {
        var pointer = await _register.ReadPointerAsync(ct);
        if (pointer?.Active is not { } active)
            throw new InvalidOperationException("No bundle is active, so there is nothing to roll back.");
        var (history, next) = (pointer.History.ToList(), (BundleSummary?)null);
        while (next is null && history.Count > 0)
        {
            var inspection = BundleInspection.Of(await _shelf.ReadAsync(history[^1], ct), settings);
            history.RemoveAt(history.Count - 1);
            if (inspection is { Passed: true, Manifest: { } manifest })
                next = BundleSummary.Of(manifest, inspection.IsSigned);
        }

        var now = time.GetUtcNow();
        return await _register.UpdateAsync(current => current?.Active?.Version == active.Version
            ? new ModelPointer(next, now, history)
            : null, ct) ?? pointer;
    }
}
