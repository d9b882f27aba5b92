namespace Quantum.Core.Indicators;

/// <summary>
/// A streaming indicator: one <c>Add</c> per closed candle, in time order, in constant amortised time and without
/// allocating after construction. The same instance code serves live, backtest and training.
/// </summary>
/// <remarks>
/// Figures agree with Skender.Stock.Indicators 2.7.3 within 1e-9 from the first defined row; each class names the few
/// degenerate inputs where that library answers with rounding noise and what this one answers instead.
/// Not safe for use by two threads at once.
/// </remarks>
public interface IIndicator
{
    /// <summary>
    /// The main figure after the last candle; <see cref="double.NaN"/> while undefined, and never infinite as long as
    /// prices lie within 1e±100 and volumes below 1e100.
    /// </summary>
    double Value { get; }

    /// <summary>Whether <see cref="Value"/> is a number.</summary>
    bool IsDefined { get; }

    /// <summary>How many bytes <see cref="Save"/> writes; constant over the life of the instance.</summary>
    int StateBytes { get; }

    /// <summary>Writes the exact state: restoring it and going on is bit-equal to never having stopped.</summary>
    /// <exception cref="ArgumentException">
    /// Fewer than <see cref="StateBytes"/> bytes are left. A caller's bug.
    /// </exception>
    void Save(ref StateWriter writer);

    /// <summary>Replaces the state by one that <see cref="Save"/> wrote with the same parameters.</summary>
    /// <exception cref="InvalidDataException">
    /// The state is truncated, impossible, or of another indicator or parameters. This instance may then be half
    /// restored: discard it and rebuild from candles. A flipped bit may still make a possible state; whoever stores
    /// states keeps a checksum around them.
    /// </exception>
    void Load(ref StateReader reader);
}
