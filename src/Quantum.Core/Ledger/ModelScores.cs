using Quantum.Core.Models;

namespace Quantum.Core.Ledger;

/// <summary>Three probabilities in the precision of the ledger.</summary>
/// <param name="Down">Down first.</param>
/// <param name="Up">Up first.</param>
public readonly record struct ClassScores(float Down, float Up)
{
    /// <summary>Neither: what the others leave of 1.</summary>
    public float Flat => 1 - Down - Up;

    /// <summary>Rounds a distribution.</summary>
    public static ClassScores Of(Distribution distribution) => new((float)distribution.Down, (float)distribution.Up);
}

/// <summary>What a bundle said of one symbol, kept whether or not it decided anything.</summary>
/// <param name="Ensemble">What decides.</param>
/// <param name="XgBoost">The trees, calibrated.</param>
/// <param name="Tft">The transformer, calibrated.</param>
public sealed record ModelScores(ClassScores Ensemble, ClassScores XgBoost, ClassScores Tft)
{
    /// <summary>Rounds an answer.</summary>
    public static ModelScores Of(in EnsembleAnswer answer) =>
        new(ClassScores.Of(answer.Combined), ClassScores.Of(answer.XgBoost), ClassScores.Of(answer.Tft));
}
