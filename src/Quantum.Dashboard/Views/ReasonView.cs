using System.Text.Json;
using Quantum.Core.Reasons;

namespace Quantum.Dashboard.Views;

/// <summary>A reason with both sides of its comparison.</summary>
/// <param name="Code">E.g. <c>SPREAD_WIDE</c>.</param>
/// <param name="Stage">E.g. <c>market</c>.</param>
/// <param name="Value">What was measured, in the unit of the sentence; null where there is no number.</param>
/// <param name="Limit">What it was held against; likewise.</param>
/// <param name="Margin">Distance of the two, ≥ 0; likewise.</param>
/// <param name="Sentence">For people.</param>
internal sealed record ReasonView(
    string Code, string Stage, double? Value, double? Limit, double? Margin, string Sentence)
{
    /// <summary>Maps a reason.</summary>
    public static ReasonView Of(Reason reason) => new(ReasonCatalog.Of(reason.Code).Name, Text(reason.Stage),
        Finite(reason.Value), Finite(reason.Limit), Finite(reason.Margin), reason.Sentence);

    /// <summary>A named value in camel case, e.g. <c>stopLoss</c>.</summary>
    public static string Text<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The number where JSON can say it; null for NaN and infinities.</summary>
    public static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
