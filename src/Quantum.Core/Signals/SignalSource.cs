namespace Quantum.Core.Signals;

/// <summary>Who made a signal. Each source has its own threshold, size factor and counters.</summary>
public enum SignalSource
{
    /// <summary>Nobody: a hold without a scorer's opinion.</summary>
    None = 0,

    /// <summary>The model ensemble; text <c>model</c>.</summary>
    Model = 1,

    /// <summary>The RSI rule that stands in when no model may speak; text <c>rule_rsi</c>.</summary>
    RuleRsi = 2,
}

/// <summary>The names of the sources in the ledger, on the wire and on screen.</summary>
public static class SignalSourceText
{
    /// <summary><c>none</c>, <c>model</c> or <c>rule_rsi</c>.</summary>
    public static string Name(this SignalSource source) => source switch
    {
        SignalSource.None => "none",
        SignalSource.Model => "model",
        SignalSource.RuleRsi => "rule_rsi",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Not a signal source."),
    };
}
