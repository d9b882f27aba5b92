using Quantum.Dashboard.Views;

namespace Quantum.Dashboard.Site;

/// <summary>One HTTP response for a host to send as it is.</summary>
/// <param name="Status">HTTP status, e.g. 200.</param>
/// <param name="ContentType">With its character set.</param>
/// <param name="Body">The bytes; never empty.</param>
/// <param name="Headers">Every further header, in the order to send them.</param>
public sealed record DashboardResponse(
    int Status, string ContentType, ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>
    /// What went wrong here, for the host's log; <see langword="null"/> unless <see cref="Status"/> is 500 or a 503 of
    /// a lost write race. The body tells a sentence of it and never the stack.
    /// </summary>
    public Exception? Fault { get; init; }

    private static readonly KeyValuePair<string, string>[] Always =
    [
        new("Cache-Control", "no-store"),
        new("X-Content-Type-Options", "nosniff"),
        new("X-Frame-Options", "DENY"),
        new("Referrer-Policy", "no-referrer"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
    ];

    internal static DashboardResponse Json(int status, byte[] body, params KeyValuePair<string, string>[] more) =>
        new(status, "application/json; charset=utf-8", body,
        [
            .. Always, new("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"), .. more,
        ]);

    /// <summary>A sentence about what is wrong, with every header that answers have.</summary>
    /// <param name="status">HTTP status, 4xx or 5xx.</param>
    /// <param name="sentence">For people.</param>
    /// <param name="more">Further headers.</param>
    public static DashboardResponse Error(int status, string sentence, params KeyValuePair<string, string>[] more) =>
        Json(status, ReportJson.Error(sentence), more);

    internal static DashboardResponse Html(ReadOnlyMemory<byte> body, string contentSecurityPolicy) =>
        new(200, "text/html; charset=utf-8", body, [.. Always, new("Content-Security-Policy", contentSecurityPolicy)]);
}
