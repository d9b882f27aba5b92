using Quantum.Core.Reasons;

namespace Quantum.Core.Features;

/// <summary>The one gate between figures and features: what passes is finite and within its range.</summary>
internal static class FeatureBounds
{
    /// <summary>Bounds figures and writes them as features into the same places.</summary>
    /// <param name="figures">Of neighbouring columns.</param>
    /// <param name="firstColumn">The schema's column of the first figure.</param>
    /// <param name="features">At least as long as the figures.</param>
    /// <returns>DATA_NOT_FINITE at the first figure that is NaN or ∞.</returns>
    public static Verdict Apply(ReadOnlySpan<double> figures, int firstColumn, Span<float> features)
    {
        for (var index = 0; index < figures.Length; index++)
        {
            var figure = figures[index];
            if (!double.IsFinite(figure)) return Verdict.Refuse(new Reason(ReasonCode.DataNotFinite));
            features[index] = (float)Math.Clamp(
                figure, FeatureSchema.Minimums[firstColumn + index], FeatureSchema.Maximums[firstColumn + index]);
        }

        return Verdict.Pass;
    }
}
