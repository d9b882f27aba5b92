namespace Quantum.Simulation.Checks;

/// <summary>What must hold in every world, whatever happens to it.</summary>
public enum Invariant
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Every symbol has one record a minute, every signal one outcome, and both are true.</summary>
    NoSilence,

    /// <summary>At most one order per intent, and no order without an intent on record before it.</summary>
    OneOrderPerIntent,

    /// <summary>A stop rests at the venue within ten seconds of the first fill, or the position is closed.</summary>
    NoNakedPosition,

    /// <summary>Positions, exposure and the day's risk stay inside their limits at the venue.</summary>
    NoLimitExceeded,

    /// <summary>Every signal, position, order and trade is accounted for in the end.</summary>
    NothingLost,

    /// <summary>Our books equal the venue's, and trades explain every digit of it.</summary>
    BooksBalance,

    /// <summary>The same candles give the same decisions, whichever instance decided after whichever crash.</summary>
    Parity,

    /// <summary>No decision names a model that may not serve.</summary>
    NoBadModel,

    /// <summary>What is not ours is neither touched nor traded over.</summary>
    ForeignUntouched,

    /// <summary>A use case threw what only a bug throws.</summary>
    NoBug,
}

/// <summary>An invariant that did not hold.</summary>
/// <param name="Invariant">Which.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Text">What was seen, with names and figures.</param>
public sealed record Violation(Invariant Invariant, DateTimeOffset At, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Invariant} at {At:yyyy-MM-dd HH:mm:ss.fff}: {Text}";
}
