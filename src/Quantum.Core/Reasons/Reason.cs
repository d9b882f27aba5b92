using System.Globalization;

namespace Quantum.Core.Reasons;

/// <summary>Why, with both sides of the comparison. <c>default</c> passes nothing: it throws when read.</summary>
public readonly record struct Reason
{
    private readonly ReasonCode _code;

    /// <summary>A reason that compares nothing.</summary>
    public Reason(ReasonCode code)
        : this(code, double.NaN, double.NaN)
    {
    }

    /// <summary>A reason with what was measured and what it was held against, in the unit of the catalog.</summary>
    public Reason(ReasonCode code, double value, double limit)
    {
        _code = code != ReasonCode.None
            ? code
            : throw new ArgumentOutOfRangeException(nameof(code), code, "A reason needs a code.");
        Value = value;
        Limit = limit;
    }

    /// <summary>The code for machines.</summary>
    /// <exception cref="InvalidOperationException">The reason is <c>default</c>.</exception>
    public ReasonCode Code =>
        _code != ReasonCode.None ? _code : throw new InvalidOperationException("Reason was never set.");

    /// <summary>What was measured; NaN where nothing is compared or where the measurement itself is NaN.</summary>
    public double Value { get; }

    /// <summary>What it was held against; NaN where nothing is compared.</summary>
    public double Limit { get; }

    /// <summary>How far the value is from passing, ≥ 0 in the unit of the value; NaN where nothing is compared.</summary>
    public double Margin => Math.Abs(Value - Limit);

    /// <summary>The stage that it belongs to.</summary>
    public Stage Stage => ReasonCatalog.Of(Code).Stage;

    /// <summary>The sentence for people, with both numbers in full precision.</summary>
    public string Sentence => ReasonCatalog.Of(Code).Sentence
        .Replace("{value}", Text(Value), StringComparison.Ordinal)
        .Replace("{limit}", Text(Limit), StringComparison.Ordinal);

    /// <summary>Code and both numbers, e.g. <c>SPREAD_WIDE 12.5 / 10</c>.</summary>
    public override string ToString() => double.IsNaN(Limit)
        ? ReasonCatalog.Of(Code).Name
        : $"{ReasonCatalog.Of(Code).Name} {Text(Value)} / {Text(Limit)}";

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
