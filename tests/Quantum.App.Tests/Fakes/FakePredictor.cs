using Quantum.App.Ports;
using Quantum.Core.Features;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Fakes;

/// <summary>A model that says what the test tells it to.</summary>
/// <param name="answer">Gets the index of the symbol.</param>
/// <param name="missing">So many answers too few.</param>
public sealed class FakePredictor(Func<int, Prediction> answer, int missing = 0) : IPredictor
{
    public Task<IReadOnlyList<Prediction>> PredictAsync(FeatureWindow window, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Prediction>>(
            [.. Enumerable.Range(0, window.Universe.Count - missing).Select(answer)]);
}
