namespace Quantum.Cli.Recordings;

/// <summary>Counts in words of one kind: <c>1 gap</c>, <c>0 gaps</c>, <c>1,440 minutes</c>.</summary>
internal static class Amount
{
    /// <summary>A count with its noun.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The noun for one of them; the plural is it with an s.</param>
    public static string Of(long count, string one) => $"{count:N0} {one}{(count == 1 ? "" : "s")}";
}
