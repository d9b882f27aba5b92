namespace Quantum.Core.Indicators;

/// <summary>An indicator over one series of numbers, as a rule the closing prices.</summary>
public interface ICloseIndicator : IIndicator
{
    /// <summary>Folds in the next number of the series.</summary>
    /// <param name="close">The closing price (or another series' value); any finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// NaN or ∞, which would poison the state. A caller's bug.
    /// </exception>
    void Add(double close);
}
