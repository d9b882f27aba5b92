namespace Quantum.Core.Markets;

/// <summary>
/// The direction of a signal, an order or a position. <c>default</c> is neither and every use of it throws.
/// </summary>
public enum Side
{
    /// <summary>No direction: a hold. Never valid on an order or a position.</summary>
    None = 0,

    /// <summary>Buy; a long position.</summary>
    Buy = 1,

    /// <summary>Sell; a short position.</summary>
    Sell = 2,
}

/// <summary>Arithmetic of directions.</summary>
public static class SideExtensions
{
    /// <summary>The other direction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The side is <see cref="Side.None"/>.</exception>
    public static Side Opposite(this Side side) => side switch
    {
        Side.Buy => Side.Sell,
        Side.Sell => Side.Buy,
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "A side must be Buy or Sell."),
    };

    /// <summary>
    /// +1 for <see cref="Side.Buy"/>, −1 for <see cref="Side.Sell"/>: profit = Sign × (exit − entry) × size.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The side is <see cref="Side.None"/>.</exception>
    public static int Sign(this Side side) => side switch
    {
        Side.Buy => 1,
        Side.Sell => -1,
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "A side must be Buy or Sell."),
    };
}
