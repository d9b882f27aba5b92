namespace Quantum.Core.Labels;

/// <summary>What a position entered after a candle would have become; the classes that models predict.</summary>
public enum LabelClass
{
    /// <summary>Not told: the horizon reaches beyond the data or into a hole, whatever ended before it.</summary>
    None = -1,

    /// <summary>A short would have reached its take-profit before its stop, within the horizon.</summary>
    Down = 0,

    /// <summary>Neither side would have reached its take-profit.</summary>
    Flat = 1,

    /// <summary>A long would have reached its take-profit before its stop, within the horizon.</summary>
    Up = 2,
}
