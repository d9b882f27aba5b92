using Quantum.App.Ports;
using Quantum.Core.Settings;

namespace Quantum.App.Models;

/// <summary>The use cases around model bundles over one set of ports.</summary>
/// <param name="runtime">Runs models.</param>
/// <param name="blobs">Bundles and recorded inputs.</param>
/// <param name="store">Pointer and verdicts.</param>
/// <param name="time">The clock.</param>
/// <param name="settings">Limits, keys and mode.</param>
public sealed class ModelUseCases(
    IModelRuntime runtime, IBlobStore blobs, IEntityStore store, TimeProvider time, TradingSettings settings)
{
    /// <summary>Judges a bundle and moves the pointer.</summary>
    public PromoteModel Promote { get; } = new(runtime, blobs, store, time, settings);

    /// <summary>Moves the pointer back.</summary>
    public RollBackModel RollBack { get; } = new(blobs, store, time, settings);

    /// <summary>Lists bundles and verdicts.</summary>
    public ListModels List { get; } = new(blobs, store, settings);
}
