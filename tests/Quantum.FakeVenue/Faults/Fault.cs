namespace Quantum.FakeVenue.Faults;

/// <summary>One fault, its place, and how often it strikes.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Requests whose path ends in it, e.g. <c>/order</c>; empty for all.</summary>
    public string Path { get; init; } = "";

    /// <summary>HTTP method; empty for all.</summary>
    public string Method { get; init; } = "";

    /// <summary>The request has its effect before the answer goes wrong.</summary>
    public bool AfterEffect { get; init; }

    /// <summary>How often it strikes.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Seconds of the Retry-After header.</summary>
    public int RetryAfterSeconds { get; init; } = 2;

    /// <summary>HTTP status of <see cref="FaultKind.Error"/>.</summary>
    public int Status { get; init; } = 400;

    /// <summary>Code of <see cref="FaultKind.Error"/>.</summary>
    public int Code { get; init; } = -1000;
}
