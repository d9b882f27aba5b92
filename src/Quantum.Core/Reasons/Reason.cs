using System.Globalization;

namespace Quantum.Core.Reasons;

/// <summary>Why, with both sides of the comparison. <c>default</c> passes nothing: it throws when read.</summary>
public readonly record struct Reason
{
    private const int DigitsMin = 4;
    private const int DigitsMax = 17;
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

    /// <summary>
    /// How far the value is from passing, ≥ 0 in the unit of the value; NaN where nothing is compared.
    /// </summary>
    public double Margin => Math.Abs(Value - Limit);

    /// <summary>The stage that it belongs to.</summary>
    public Stage Stage => ReasonCatalog.Of(Code).Stage;

    /// <summary>
    /// The sentence for people: both numbers in four digits, and in as many more as it takes to tell them apart; shares
    /// in percent.
    /// </summary>
    public string Sentence
    {
        get
        {
            var info = ReasonCatalog.Of(Code);
            var scale = info.ShowsPercent ? 100 : info.ShowsOtherSign ? -1 : 1;
            var (value, limit) = Rounded(Value * scale, Limit * scale);
            return info.With(value, limit);
        }
    }

    /// <summary>
    /// Code and both numbers for people, e.g. <c>RULE_NEUTRAL 54.28 / 70</c>, rounded as in the sentence.
    /// </summary>
    public string Short
    {
        get
        {
            if (double.IsNaN(Limit)) return ToString();
            var (value, limit) = Rounded(Value, Limit);
            return $"{ReasonCatalog.Of(Code).Name} {value} / {limit}";
        }
    }

    /// <summary>Code and both numbers with all their digits, e.g. <c>SPREAD_WIDE 12.5 / 10</c>.</summary>
    public override string ToString() => double.IsNaN(Limit)
        ? ReasonCatalog.Of(Code).Name
        : $"{ReasonCatalog.Of(Code).Name} {Text(Value)} / {Text(Limit)}";

    private static (string Value, string Limit) Rounded(double value, double limit)
    {
        var digits = DigitsMin;
        while (digits < DigitsMax && value != limit && Text(value, digits) == Text(limit, digits)) digits++;
        return (Text(value, digits), Text(limit, digits));
    }

    /// <summary>All digits before the point, and as many behind it as make up the significant ones asked for.</summary>
    private static string Text(double number, int digits)
    {
        if (!double.IsFinite(number) || digits >= DigitsMax || Math.Abs(number) is > 0 and < 1e-9 or >= 1e15)
            return Text(number);
        var exponent = number == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(number)));
        var decimals = Math.Clamp(digits - 1 - exponent, 0, 15);
        var rounded = Math.Round(number, decimals) + 0.0; // Never "-0".
        return rounded.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
