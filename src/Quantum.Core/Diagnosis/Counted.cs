using System.Globalization;

namespace Quantum.Core.Diagnosis;

/// <summary>Counts in sentences for people, with a comma before every three digits.</summary>
public static class Counted
{
    /// <summary>A count with its noun, e.g. <c>1 position</c>, <c>0 positions</c> or <c>1,440 positions</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The noun for one; any other number takes an s.</param>
    public static string Of(long count, string one) => Of(count, one, one + "s");

    /// <summary>A count with the words that agree with it, e.g. <c>1 row is</c> or <c>3 rows are</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The words for one.</param>
    /// <param name="many">The words for any other number.</param>
    public static string Of(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    /// <summary>A count alone.</summary>
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
