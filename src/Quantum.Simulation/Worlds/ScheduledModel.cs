using Quantum.App.Ports;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Worlds;

/// <summary>
/// A model whose every word follows from seed, minute and symbol: it changes its version now and then and goes silent
/// for a while. So whoever judges knows which version may have spoken in a minute, and what it must have said.
/// </summary>
/// <param name="seed">The world's seed.</param>
internal sealed class ScheduledModel(ulong seed) : IPredictor
{
    private const int VersionMinutes = 17;
    private const int Versions = 5;
    private const double EntryMin = 0.5;

    /// <summary>The version that serves in a scan minute; <see langword="null"/> while none does.</summary>
    public string? VersionAt(Minute scan)
    {
        var term = (ulong)(scan.Index / VersionMinutes);
        var drawn = Xoshiro256.Derive(Xoshiro256.Derive(seed, 51), term);
        return drawn % 4 == 0 ? null : $"scheduled-{term % Versions}";
    }

    /// <summary>What it says of a symbol in a scan minute.</summary>
    public Prediction Of(Minute scan, Symbol symbol)
    {
        if (VersionAt(scan) is not { } version) return Prediction.None(new Reason(ReasonCode.ModelNone));
        var place = Xoshiro256.Derive(Xoshiro256.Derive(seed, (ulong)scan.Index), symbol.Name[0]);
        var wish = (Xoshiro256.Derive(place, 52) >> 11) * (1.0 / (1UL << 53));
        return wish switch
        {
            < 0.08 => Prediction.Of(0.15, 0.25, 0.6, EntryMin, version),
            < 0.16 => Prediction.Of(0.6, 0.25, 0.15, EntryMin, version),
            _ => Prediction.Of(0.2, 0.6, 0.2, EntryMin, version),
        };
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Prediction>> PredictAsync(FeatureWindow window, CancellationToken ct)
    {
        // Before the first candle there is nothing to speak of, and every symbol falls for want of data.
        return Task.FromResult<IReadOnlyList<Prediction>>([.. window.Universe.Select(symbol => window.IsEmpty
            ? Prediction.None(new Reason(ReasonCode.ModelNone))
            : Of(window.Newest + 1, symbol))]);
    }
}
