using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Ports;

/// <summary>The model ensemble. It never throws for a model's fault: silence with a reason is an answer.</summary>
public interface IPredictor
{
    /// <summary>Scores every symbol of one minute in one batch.</summary>
    /// <param name="minute">The scan minute.</param>
    /// <param name="features">The symbols' states with every candle up to the scan folded in.</param>
    /// <param name="ct">Cancels the scoring.</param>
    /// <returns>One prediction per state, in the same order.</returns>
    Task<IReadOnlyList<Prediction>> PredictAsync(
        Minute minute, IReadOnlyList<SymbolFeatures> features, CancellationToken ct);
}

/// <summary>The predictor of an installation without a model bundle: always silent, for a coded reason.</summary>
public sealed class NoModelPredictor : IPredictor
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Prediction>> PredictAsync(
        Minute minute, IReadOnlyList<SymbolFeatures> features, CancellationToken ct)
    {
        var silent = new Prediction[features.Count];
        Array.Fill(silent, Prediction.None(new Reason(ReasonCode.ModelNone)));
        return Task.FromResult<IReadOnlyList<Prediction>>(silent);
    }
}
