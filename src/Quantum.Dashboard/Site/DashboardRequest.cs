namespace Quantum.Dashboard.Site;

/// <summary>One HTTP request as a host received it; no body, because no route reads one.</summary>
/// <param name="Method">The method in upper case, e.g. <c>GET</c>.</param>
/// <param name="Target">
/// Path and query still percent-encoded, e.g. <c>/api/why/NEARUSDT?at=2025-06-02T18:20Z</c>. A <c>+</c> is a plus, not
/// a space, so that offsets such as <c>+02:00</c> need no encoding.
/// </param>
public sealed record DashboardRequest(string Method, string Target)
{
    /// <summary>The <c>Host</c> header; <see langword="null"/> where there was none, which is refused.</summary>
    public string? Host { get; init; }

    /// <summary>The <c>Origin</c> header; <see langword="null"/> where there was none, as from curl.</summary>
    public string? Origin { get; init; }

    /// <summary>The <c>Sec-Fetch-Site</c> header; <see langword="null"/> where there was none, as from curl.</summary>
    public string? SecFetchSite { get; init; }
}
