namespace Quantum.Core.Models;

/// <summary>
/// Three probabilities: which barrier is hit first within the label's horizon. Whether they are a distribution is
/// asked by <see cref="IsSound"/>, not promised: a model's answer is judged before it is believed.
/// </summary>
/// <param name="Down">The short's take-profit first.</param>
/// <param name="Flat">Neither.</param>
/// <param name="Up">The long's take-profit first.</param>
public readonly record struct Distribution(double Down, double Flat, double Up)
{
    /// <summary>How far the sum of three 32-bit floats may be from 1.</summary>
    public const double SumTolerance = 1e-4;

    /// <summary>Whether each is in [0, 1] and the sum within a tolerance of 1. NaN is not.</summary>
    public bool IsSound(double sumTolerance = SumTolerance) =>
        Down is >= 0 and <= 1 && Flat is >= 0 and <= 1 && Up is >= 0 and <= 1
        && Math.Abs(Down + Flat + Up - 1) <= sumTolerance;

    /// <summary>The distribution of one symbol in a model's answer.</summary>
    /// <param name="answer">Three floats per symbol: down, flat, up.</param>
    /// <param name="symbol">Index of the symbol.</param>
    public static Distribution At(ReadOnlySpan<float> answer, int symbol)
    {
        var row = answer.Slice(symbol * ModelContract.Classes, ModelContract.Classes);
        return new(row[0], row[1], row[2]);
    }

    /// <summary>The largest difference of one probability to another's.</summary>
    public double DistanceTo(Distribution other) => Math.Max(
        Math.Abs(Down - other.Down), Math.Max(Math.Abs(Flat - other.Flat), Math.Abs(Up - other.Up)));
}
