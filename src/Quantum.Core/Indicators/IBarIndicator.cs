namespace Quantum.Core.Indicators;

/// <summary>An indicator that needs more of a candle than its closing price.</summary>
public interface IBarIndicator : IIndicator
{
    /// <summary>Folds in the next closed candle.</summary>
    /// <param name="bar">The candle; it follows the one added before without a gap.</param>
    /// <exception cref="InvalidOperationException">The bar is <c>default</c>. A caller's bug.</exception>
    void Add(in Bar bar);
}
