namespace Quantum.Core.Models;

/// <summary>
/// Temperature and bias per class: softmax(scale · ln p + bias). It undoes class weights and over- or
/// under-confidence. Source: C. Guo et al., On Calibration of Modern Neural Networks, 2017 (vector scaling with one
/// scale).
/// </summary>
/// <param name="Scale">&gt; 0; 1 leaves the sharpness as it is.</param>
/// <param name="Bias">Added to the log-probabilities of down, flat and up.</param>
public sealed record Calibration(double Scale, IReadOnlyList<double> Bias)
{
    /// <summary>A probability below this counts as this, so that its logarithm exists.</summary>
    public const double ProbabilityMin = 1e-7;

    /// <summary>Whether the numbers can calibrate anything.</summary>
    public bool IsSound => double.IsFinite(Scale) && Scale > 0 && Bias is { Count: ModelContract.Classes }
        && Bias.All(double.IsFinite);

    /// <summary>Calibrates.</summary>
    /// <returns>A distribution for a sound one; NaN stays NaN, and then is no distribution.</returns>
    public Distribution Apply(Distribution raw)
    {
        var (down, flat, up) = (Logit(raw.Down, 0), Logit(raw.Flat, 1), Logit(raw.Up, 2));
        var highest = Math.Max(down, Math.Max(flat, up)); // Math.Max keeps a NaN.
        (down, flat, up) = (Math.Exp(down - highest), Math.Exp(flat - highest), Math.Exp(up - highest));
        var sum = down + flat + up;
        return new(down / sum, flat / sum, up / sum);
    }

    private double Logit(double probability, int index) =>
        (Scale * Math.Log(Math.Clamp(probability, ProbabilityMin, 1))) + Bias[index];
}
