using System.Runtime.Intrinsics;
using Quantum.Core.Reasons;

namespace Quantum.Core.Features;

/// <summary>The one gate between figures and features: what passes is finite and within its range.</summary>
internal static class FeatureBounds
{
    private static readonly int Width = Vector256<double>.Count;
    private static readonly Verdict NotFinite = Verdict.Refuse(new Reason(ReasonCode.DataNotFinite));

    /// <summary>Bounds figures and writes them as features into the same places.</summary>
    /// <param name="figures">Of neighbouring columns.</param>
    /// <param name="firstColumn">The schema's column of the first figure.</param>
    /// <param name="features">At least as long as the figures.</param>
    /// <returns>DATA_NOT_FINITE at the first figure that is NaN or ∞.</returns>
    public static Verdict Apply(ReadOnlySpan<double> figures, int firstColumn, Span<float> features)
    {
        var minimums = FeatureSchema.Minimums.AsSpan(firstColumn, figures.Length);
        var maximums = FeatureSchema.Maximums.AsSpan(firstColumn, figures.Length);
        var index = 0;
        for (; index <= figures.Length - (2 * Width); index += 2 * Width)
        {
            var isFinite = TryBound(figures[index..], minimums[index..], maximums[index..], out var first)
                & TryBound(figures[(index + Width)..], minimums[(index + Width)..], maximums[(index + Width)..],
                    out var second);
            if (!isFinite) return NotFinite;
            Vector256.Narrow(first, second).CopyTo(features[index..]);
        }

        for (; index < figures.Length; index++)
        {
            if (!double.IsFinite(figures[index])) return NotFinite;
            features[index] = (float)Math.Clamp(figures[index], minimums[index], maximums[index]);
        }

        return Verdict.Pass;
    }

    /// <summary>The first figures, each within its bounds.</summary>
    /// <returns>False where one is NaN or ∞.</returns>
    private static bool TryBound(ReadOnlySpan<double> figures, ReadOnlySpan<double> minimums,
        ReadOnlySpan<double> maximums, out Vector256<double> bounded)
    {
        var (figure, minimum, maximum) =
            (Vector256.Create(figures), Vector256.Create(minimums), Vector256.Create(maximums));
        bounded = Vector256.ConditionalSelect(Vector256.LessThan(figure, minimum), minimum,
            Vector256.ConditionalSelect(Vector256.GreaterThan(figure, maximum), maximum, figure));
        // Written so that NaN fails it.
        return Vector256.LessThanAll(Vector256.Abs(figure), Vector256.Create(double.PositiveInfinity));
    }
}
