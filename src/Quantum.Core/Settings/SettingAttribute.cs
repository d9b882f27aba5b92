namespace Quantum.Core.Settings;

/// <summary>What a setting means and which values it takes. The property's initial value is the default.</summary>
/// <param name="description">One sentence.</param>
/// <param name="unit">Unit of the value, e.g. <c>share of equity</c>, <c>bps</c>, <c>s</c>.</param>
/// <param name="min">Smallest value, inclusive. NaN for settings that are not numbers.</param>
/// <param name="max">Largest value, inclusive. NaN for settings that are not numbers.</param>
/// <param name="basis"><c>C</c> with its source for a value taken from elsewhere, <c>J</c> for judgement.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description, string unit, double min, double max, string basis) : Attribute
{
    /// <summary>One sentence.</summary>
    public string Description { get; } = description;

    /// <summary>Unit of the value.</summary>
    public string Unit { get; } = unit;

    /// <summary>Smallest value, inclusive.</summary>
    public double Min { get; } = min;

    /// <summary>Largest value, inclusive.</summary>
    public double Max { get; } = max;

    /// <summary>Where the default comes from.</summary>
    public string Basis { get; } = basis;
}
