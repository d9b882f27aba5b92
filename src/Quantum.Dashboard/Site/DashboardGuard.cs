using System.Net;

namespace Quantum.Dashboard.Site;

/// <summary>
/// Keeps other people's web pages away from a server on the operator's own machine. A page whose name was rebound to
/// 127.0.0.1 shows in <c>Host</c>, a page that posts a form shows in <c>Origin</c> and <c>Sec-Fetch-Site</c>; a browser
/// lets no page forge the three. It is no login: whoever runs programs on the machine may use the server.
/// </summary>
/// <param name="hostNames">Names besides loopback that the server is reached by; no port, any case.</param>
public sealed class DashboardGuard(params IReadOnlyList<string> hostNames)
{
    /// <summary>Judges a request.</summary>
    /// <returns>Why it is refused, as a sentence; <see langword="null"/> where it may pass.</returns>
    public string? Refusal(DashboardRequest request)
    {
        if (!TrySplit(request.Host, out var name, out _))
            return $"The Host header '{request.Host}' is not a host name; requests without one are refused.";
        if (!IsLoopback(name) && !hostNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            return $"The Host header '{request.Host}' names neither this machine nor a configured host name.";
        if (request.Method is "GET" or "HEAD") return null;

        // A browser says "none" for what its user started himself; another port of the same host is "same-site".
        if (request.SecFetchSite is not (null or "same-origin" or "none"))
            return $"The request comes from another site (Sec-Fetch-Site: {request.SecFetchSite}).";
        return request.Origin is null || IsOwn(request.Origin, request.Host)
            ? null
            : $"The request comes from a page of another origin ('{request.Origin}', not '{request.Host}').";
    }

    private static bool IsOwn(string origin, string? host)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)) return false;
        return uri.Scheme is "http" or "https"
            && TrySplit(uri.Authority, out var originName, out var originPort)
            && TrySplit(host, out var name, out var port)
            && string.Equals(originName, name, StringComparison.OrdinalIgnoreCase)
            && (originPort ?? uri.Port) == (port ?? uri.Port);
    }

    private static bool IsLoopback(string name) =>
        string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Splits <c>name</c>, <c>name:port</c> or <c>[address]:port</c>.</summary>
    private static bool TrySplit(string? authority, out string name, out int? port)
    {
        (name, port) = ("", null);
        if (string.IsNullOrEmpty(authority)) return false;
        var close = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        if (authority.StartsWith('[') && close < 0) return false;
        var colon = authority.IndexOf(':', close + 1);
        name = close > 0 ? authority[1..close] : colon < 0 ? authority : authority[..colon];
        var rest = close > 0 ? authority[(close + 1)..] : colon < 0 ? "" : authority[colon..];
        if (rest.Length == 0) return name.Length > 0;
        if (rest[0] != ':' || !ushort.TryParse(rest[1..], out var number)) return false;
        port = number;
        return name.Length > 0;
    }
}
