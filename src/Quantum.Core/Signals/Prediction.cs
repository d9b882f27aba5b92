using Quantum.Core.Markets;
using Quantum.Core.Models;
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
    private readonly EnsembleAnswer _answer;
    private readonly EntryThresholds _thresholds;

    private Prediction(in EnsembleAnswer answer, EntryThresholds thresholds, string? version, Reason? silence)
    {
        (_answer, _thresholds) = (answer, thresholds);
        _version = version;
        _silence = silence;
    }

    /// <summary>What the members and the ensemble say.</summary>
    /// <exception cref="InvalidOperationException">It is silent, or was never set.</exception>
    public EnsembleAnswer Answer => IsSilent ? throw new InvalidOperationException("The model is silent.") : _answer;

    /// <summary>Probability that neither barrier is hit, in [0, 1]; NaN while silent.</summary>
    public double Flat => IsSilent ? double.NaN : _answer.Combined.Flat;

    /// <summary>Whether the model may not speak.</summary>
    public bool IsSilent => _silence is not null
        || (_version is null ? throw new InvalidOperationException("Prediction was never set.") : false);

    /// <summary>Why the model may not speak.</summary>
    /// <exception cref="InvalidOperationException">It speaks, or was never set.</exception>
    public Reason Silence => _silence ?? throw new InvalidOperationException("The model is not silent.");

    /// <summary>Version of the bundle that spoke; <see langword="null"/> while silent.</summary>
    public string? Version => _version;

    /// <summary>No answer, for a reason of stage MODEL.</summary>
    public static Prediction None(Reason silence) => new(default, default, null, silence);

    /// <summary>
    /// An answer. One that holds anything but distributions (each in [0, 1], sum 1 ± 1e-6 for the ensemble) or
    /// thresholds that are no probabilities becomes MODEL_FAILED: a broken model is silent, it does not trade.
    /// </summary>
    public static Prediction Of(in EnsembleAnswer answer, EntryThresholds thresholds, string version)
    {
        if (answer.IsSound && thresholds.IsSound) return new(answer, thresholds, version, null);
        var combined = answer.Combined;
        return None(new Reason(ReasonCode.ModelFailed, combined.Down + combined.Flat + combined.Up, 1));
    }

    /// <summary>An answer of one voice: both members say the same, and both sides need the same.</summary>
    public static Prediction Of(double down, double flat, double up, double entryMin, string version)
    {
        var answer = new Distribution(down, flat, up);
        return Of(new EnsembleAnswer(answer, answer, answer), new EntryThresholds(entryMin, entryMin), version);
    }

    /// <summary>The likelier direction; neutral where it is below its threshold and flat is likeliest.</summary>
    public Opinion Opinion()
    {
        if (IsSilent) return Signals.Opinion.Neutral;
        var side = _thresholds.SideOf(_answer.Combined);
        return side == Side.None
            ? Signals.Opinion.Neutral
            : new(side, side == Side.Buy ? _answer.Combined.Up : _answer.Combined.Down);
    }

    /// <summary>The bundle's own threshold for a side; NaN without a side or while silent.</summary>
    public double EntryMin(Side side) => IsSilent ? double.NaN : _thresholds.Of(side);
}
