using Quantum.Core.Indicators;
using Quantum.Core.Markets;

namespace Quantum.Core.Features;

/// <summary>One candle as the groups see it.</summary>
/// <param name="Minute">The minute that it covers.</param>
/// <param name="Bar">Its prices and its volume in base units.</param>
internal readonly record struct FeatureInput(Minute Minute, Bar Bar);

/// <summary>
/// Features that belong together and the state they are made of. Each group lists its definitions in the order in which
/// it writes their figures.
/// </summary>
internal interface IFeatureGroup
{
    /// <summary>How many bytes <see cref="Save"/> writes; constant.</summary>
    int StateBytes { get; }

    /// <summary>Folds in the next candle, which follows the one before without a gap. Does not allocate.</summary>
    void Add(in FeatureInput input);

    /// <summary>
    /// Writes the figures of the newest candle, one per definition; not yet bounded, and meaningful only from candle
    /// <see cref="FeatureSchema.CandlesMin"/> on. Does not allocate.
    /// </summary>
    void Write(Span<double> figures);

    /// <summary>Writes the exact state.</summary>
    void Save(ref StateWriter writer);

    /// <summary>Reads the state back.</summary>
    /// <exception cref="InvalidDataException">The state is truncated or impossible.</exception>
    void Load(ref StateReader reader);
}
