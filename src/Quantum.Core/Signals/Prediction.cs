using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Core.Signals;

/// <summary>
/// What the model ensemble says about one symbol: calibrated probabilities, or the reason of its silence.
/// <c>default</c> throws when read.
/// </summary>
public readonly record struct Prediction
{
    private readonly Reason? _silence;
    private readonly string? _version;

    private Prediction(double down, double flat, double up, double entryMin, string? version, Reason? silence)
    {
        Down = down;
        Flat = flat;
        Up = up;
        EntryMin = entryMin;
        _version = version;
        _silence = silence;
    }

    /// <summary>Probability that the lower barrier is hit first, in [0, 1].</summary>
    public double Down { get; }

    /// <summary>Probability that neither is hit, in [0, 1].</summary>
    public double Flat { get; }

    /// <summary>Probability that the upper barrier is hit first, in [0, 1].</summary>
    public double Up { get; }

    /// <summary>The bundle's own entry threshold.</summary>
    public double EntryMin { get; }

    /// <summary>Whether the model may not speak.</summary>
    public bool IsSilent => _silence is not null
        || (_version is null ? throw new InvalidOperationException("Prediction was never set.") : false);

    /// <summary>Why the model may not speak.</summary>
    /// <exception cref="InvalidOperationException">It speaks, or was never set.</exception>
    public Reason Silence => _silence ?? throw new InvalidOperationException("The model is not silent.");

    /// <summary>Version of the bundle that spoke; <see langword="null"/> while silent.</summary>
    public string? Version => _version;

    /// <summary>No answer, for a reason of stage MODEL.</summary>
    public static Prediction None(Reason silence) => new(double.NaN, double.NaN, double.NaN, double.NaN, null, silence);

    /// <summary>
    /// An answer. One that is not a distribution (each in [0, 1], sum 1 ± 1e-6) becomes MODEL_FAILED: a broken model
    /// is silent, it does not trade.
    /// </summary>
    public static Prediction Of(double down, double flat, double up, double entryMin, string version)
    {
        var isDistribution = down is >= 0 and <= 1 && flat is >= 0 and <= 1 && up is >= 0 and <= 1
            && Math.Abs(down + flat + up - 1) <= 1e-6 && entryMin is >= 0 and <= 1;
        return isDistribution
            ? new(down, flat, up, entryMin, version, null)
            : None(new Reason(ReasonCode.ModelFailed, down + flat + up, 1));
    }

    /// <summary>The likelier direction with its probability; neutral when flat is likeliest.</summary>
    public Opinion Opinion() => IsSilent || (Flat >= Up && Flat >= Down) ? Signals.Opinion.Neutral
        : Up >= Down ? new(Side.Buy, Up)
        : new(Side.Sell, Down);
}
