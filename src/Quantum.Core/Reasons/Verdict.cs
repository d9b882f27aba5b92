namespace Quantum.Core.Reasons;

/// <summary>
/// Passed, or refused with a reason. <c>default</c> is neither: reading it throws, so it fails closed.
/// </summary>
public readonly record struct Verdict
{
    private readonly bool _passed;
    private readonly Reason? _refusal;

    private Verdict(bool passed, Reason? refusal)
    {
        _passed = passed;
        _refusal = refusal;
    }

    /// <summary>Nothing stands against it.</summary>
    public static Verdict Pass { get; } = new(passed: true, null);

    /// <summary>Refused.</summary>
    public static Verdict Refuse(Reason reason) => new(passed: false, reason);

    /// <summary>Refused, with both sides of the comparison.</summary>
    public static Verdict Refuse(ReasonCode code, double value, double limit) => Refuse(new Reason(code, value, limit));

    /// <summary>Whether it passed.</summary>
    public bool Passed => _passed || (_refusal is null ? throw new InvalidOperationException("Verdict was never set.")
        : false);

    /// <summary>Why it was refused.</summary>
    /// <exception cref="InvalidOperationException">It passed, or was never set.</exception>
    public Reason Refusal => _refusal ?? throw new InvalidOperationException("Nothing was refused.");

    /// <inheritdoc/>
    public override string ToString() => Passed ? "pass" : $"refuse: {Refusal}";
}
