using Quantum.Core.Features;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Ports;

/// <summary>The model ensemble. It never throws for a model's fault: silence with a reason is an answer.</summary>
public interface IPredictor
{
    /// <summary>Scores every symbol of one minute in one batch.</summary>
    /// <param name="window">The universe's features up to the minute before the scan; valid during the call.</param>
    /// <param name="ct">Cancels the scoring.</param>
    /// <returns>One prediction per symbol of the universe, in its order.</returns>
    Task<IReadOnlyList<Prediction>> PredictAsync(FeatureWindow window, CancellationToken ct);
}

/// <summary>The predictor of an installation without a model bundle: always silent, for a coded reason.</summary>
public sealed class NoModelPredictor : IPredictor
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Prediction>> PredictAsync(FeatureWindow window, CancellationToken ct)
    {
        var silent = new Prediction[window.Universe.Count];
        Array.Fill(silent, Prediction.None(new Reason(ReasonCode.ModelNone)));
        return Task.FromResult<IReadOnlyList<Prediction>>(silent);
    }
}
