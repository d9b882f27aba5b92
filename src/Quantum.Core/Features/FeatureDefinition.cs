namespace Quantum.Core.Features;

/// <summary>What one column of the feature matrix means. Part of the schema's hash, word for word.</summary>
/// <param name="Name">Lower-case words with underscores, e.g. <c>return_15</c>.</param>
/// <param name="Definition">How it is computed, and what it is where the formula has no answer.</param>
/// <param name="Unit">The unit, e.g. <c>share of close</c>.</param>
/// <param name="Minimum">Lower bound, inclusive: a smaller figure is set to it.</param>
/// <param name="Maximum">Upper bound, inclusive: a larger figure is set to it.</param>
/// <param name="WarmUp">
/// Unbroken candles after which an older start would move the figure by at most
/// <see cref="FeatureSchema.ToleranceShare"/> of its range.
/// </param>
public sealed record FeatureDefinition(
    string Name, string Definition, string Unit, double Minimum, double Maximum, int WarmUp);
