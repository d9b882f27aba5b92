using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.App.Storage;
using Quantum.Core.Settings;

namespace Quantum.App.Hosting;

/// <summary>Everything that a host must bring.</summary>
public sealed record TradingPorts
{
    /// <summary>Documents.</summary>
    public required IEntityStore Store { get; init; }

    /// <summary>Ledger pages.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>The executor's doorbell.</summary>
    public required ISignalQueue Queue { get; init; }

    /// <summary>Candles, rules, quotes.</summary>
    public required IMarketData MarketData { get; init; }

    /// <summary>Orders and money.</summary>
    public required IVenue Venue { get; init; }

    /// <summary>
    /// The models. <see langword="null"/>, the default, is the active bundle where there is a <see cref="Models"/> to
    /// run it, and silence where there is none.
    /// </summary>
    public IPredictor? Predictor { get; init; }

    /// <summary>Runs model bundles; <see langword="null"/> for an installation without models.</summary>
    public IModelRuntime? Models { get; init; }

    /// <summary>The mode's preflight; paper's by default.</summary>
    public IModeGate ModeGate { get; init; } = new PaperModeGate();

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>All limits.</summary>
    public required TradingSettings Settings { get; init; }

    /// <summary>What candles may cost at the venue; simulated markets cost nothing.</summary>
    public FetchBudget? FetchBudget { get; init; }

    /// <summary>
    /// Whether old records are removed; not where a run at full speed is summed up from all of them at its end.
    /// </summary>
    public bool PrunesHistory { get; init; } = true;

    /// <summary>
    /// Whose book the store must hold; <see langword="null"/>, the default, for worlds that begin with an empty store.
    /// </summary>
    public BookSeal? Book { get; init; }

    /// <summary>Name of this process among those that scan at the same time.</summary>
    public required string Owner { get; init; }
}
