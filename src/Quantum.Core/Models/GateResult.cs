using Quantum.Core.Reasons;

namespace Quantum.Core.Models;

/// <summary>The gates that a bundle passes before it serves, in their order.</summary>
public enum ModelGate
{
    /// <summary>The manifest can be read and says nothing impossible.</summary>
    Manifest = 0,

    /// <summary>Every file is there, whole and unchanged.</summary>
    Files = 1,

    /// <summary>Somebody who is trusted signed it, where that is asked.</summary>
    Signature = 2,

    /// <summary>It was trained on this code's features.</summary>
    Schema = 3,

    /// <summary>The models load, take this system's input and give three probabilities.</summary>
    Shapes = 4,

    /// <summary>They answer here what they answered where they were trained.</summary>
    Golden = 5,

    /// <summary>Every answer is a distribution.</summary>
    Distribution = 6,

    /// <summary>A probability means what it says.</summary>
    Calibration = 7,

    /// <summary>It expects signals, about as many as the active one.</summary>
    SignalRate = 8,

    /// <summary>It is fast enough for a scan.</summary>
    Latency = 9,

    /// <summary>It would have given signals on recent inputs.</summary>
    Shadow = 10,
}

/// <summary>What one gate said.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Refusal">Why it refused; <see langword="null"/> where it passed.</param>
/// <param name="Evidence">What was measured, in plain words with numbers.</param>
public sealed record GateResult(ModelGate Gate, Reason? Refusal, string Evidence)
{
    /// <summary>Whether it passed.</summary>
    public bool Passed => Refusal is null;

    /// <summary>It passed.</summary>
    public static GateResult Pass(ModelGate gate, string evidence) => new(gate, null, evidence);

    /// <summary>It refused.</summary>
    public static GateResult Refuse(ModelGate gate, Reason reason, string evidence) => new(gate, reason, evidence);
}
