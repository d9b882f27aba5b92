using System.Globalization;

namespace Quantum.Core.Diagnosis;

/// <summary>Counts in sentences for people.</summary>
public static class Counted
{
    /// <summary>A count with its noun, e.g. <c>1 position</c> or <c>3 positions</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The noun for one; more than one takes an s.</param>
    public static string Of(long count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");
}
