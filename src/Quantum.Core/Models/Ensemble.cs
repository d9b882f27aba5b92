namespace Quantum.Core.Models;

/// <summary>What the members and the ensemble say of one symbol, all calibrated.</summary>
/// <param name="XgBoost">The trees.</param>
/// <param name="Tft">The transformer.</param>
/// <param name="Combined">The ensemble: what decides.</param>
public readonly record struct EnsembleAnswer(Distribution XgBoost, Distribution Tft, Distribution Combined)
{
    /// <summary>Whether all three are distributions.</summary>
    public bool IsSound => XgBoost.IsSound() && Tft.IsSound() && Combined.IsSound(1e-6);
}

/// <summary>How two raw answers become one: calibrate each, mix by weight, calibrate the mixture. Pure.</summary>
/// <param name="XgBoost">Calibration of the trees.</param>
/// <param name="Tft">Calibration of the transformer.</param>
/// <param name="Mixture">Calibration of the mixture.</param>
/// <param name="XgBoostWeight">Weight of the trees, in [0, 1]; the transformer has the rest.</param>
public sealed record Ensemble(Calibration XgBoost, Calibration Tft, Calibration Mixture, double XgBoostWeight)
{
    /// <summary>Combines two raw answers.</summary>
    public EnsembleAnswer Combine(Distribution xgBoost, Distribution tft)
    {
        var (trees, transformer) = (XgBoost.Apply(xgBoost), Tft.Apply(tft));
        var rest = 1 - XgBoostWeight;
        var mixture = new Distribution(
            (XgBoostWeight * trees.Down) + (rest * transformer.Down),
            (XgBoostWeight * trees.Flat) + (rest * transformer.Flat),
            (XgBoostWeight * trees.Up) + (rest * transformer.Up));
        return new(trees, transformer, Mixture.Apply(mixture));
    }
}
