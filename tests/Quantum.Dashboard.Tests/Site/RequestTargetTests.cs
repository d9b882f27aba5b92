using Quantum.Core.Markets;
using Quantum.Dashboard.Site;

namespace Quantum.Dashboard.Tests.Site;

public sealed class RequestTargetTests
{
    private const string InstantForm =
        "an ISO 8601 instant with Z or an offset, such as 2025-06-02T18:20Z, or a date, such as 2025-06-02.";

    private static readonly Minute End = Minute.OfKey("20250602T1821");

    [Theory]
    [InlineData("/", "")]
    [InlineData("/api/status", "api|status")]
    [InlineData("/api/why/%E5%B8%81USDT?at=x", "api|why|币USDT")]
    [InlineData("/api/why/A%2FB", "api|why|A/B")] // an encoded slash parts nothing
    [InlineData("/api/status/", "api|status|")]
    public void A_path_is_parted_before_it_is_decoded(string target, string segments) =>
        Assert.Equal(segments, string.Join('|', RequestTarget.Parse(target).Segments));

    [Theory]
    //          query,                                                         from,                to
    [InlineData("", "2025-06-02T17:21Z", "2025-06-02T18:21Z")]
    [InlineData("?from=2025-06-02T18:00Z", "2025-06-02T18:00Z", "2025-06-02T18:21Z")]
    [InlineData("?to=2025-06-02T12:00:00Z", "2025-06-02T11:00Z", "2025-06-02T12:00Z")]
    [InlineData("?from=2025-06-02T02:00%2B02:00&to=2025-06-02T01:00-01:00", "2025-06-02T00:00Z", "2025-06-02T02:00Z")]
    [InlineData("?from=2025-06-02T02:00+02:00&to=2025-06-02T01:00Z", "2025-06-02T00:00Z", "2025-06-02T01:00Z")]
    [InlineData("?from=2025-06-02T00:00:30Z&to=2025-06-02T00:05:00.5Z", "2025-06-02T00:01Z", "2025-06-02T00:06Z")]
    [InlineData("?from=2025-05-01T00:00Z&to=2025-06-01T00:00Z", "2025-05-01T00:00Z", "2025-06-01T00:00Z")]
    [InlineData("?from=2025-05-31&to=2025-06-01", "2025-05-31T00:00Z", "2025-06-01T00:00Z")] // a date begins in UTC
    [InlineData("?to=2025-06-02", "2025-06-01T23:00Z", "2025-06-02T00:00Z")] // and an end is exclusive, as always
    public void A_span_holds_the_minutes_that_start_in_it(string query, string from, string to)
    {
        var target = RequestTarget.Parse("/api/funnel" + query);

        var span = target.Span(End, defaultMinutes: 60);

        Assert.Null(target.Problem);
        Assert.Equal((from, to), (span.From.ToString(), span.To.ToString()));
    }

    [Theory]
    [InlineData("?from=yesterday", "from 'yesterday' must be " + InstantForm)]
    [InlineData("?from=2025-06-02T18:20", "from '2025-06-02T18:20' must be " + InstantForm)] // local time of whom?
    [InlineData("?from=2025-06", "from '2025-06' must be " + InstantForm)]
    [InlineData("?from=02.06.2025", "from '02.06.2025' must be " + InstantForm)] // or February 6
    [InlineData("?from=2150-01-01T00:00Z", "from '2150-01-01T00:00Z' must be from 1970 on and before 2100.")]
    [InlineData("?from=2025-06-02T18:00Z&to=2025-06-02T18:00Z",
        "from '2025-06-02T18:00Z' must be before to (2025-06-02T18:00Z).")]
    [InlineData("?from=2025-05-01T00:00Z&to=2025-06-01T00:01Z",
        "from '2025-05-01T00:00Z' must be at most 31 days before to (2025-06-01T00:01Z).")]
    [InlineData("?form=1&from=", "form is not a parameter; allowed: from, to. from '' must be " + InstantForm)]
    [InlineData("?to=2025-06-02T18:00Z&to=2025-06-02T19:00Z", "to is given more than once.")]
    public void Everything_wrong_is_told_at_once(string query, string problem)
    {
        var target = RequestTarget.Parse("/api/funnel" + query);

        target.Span(End, defaultMinutes: 60);

        Assert.Equal(problem, target.Problem);
    }
}
