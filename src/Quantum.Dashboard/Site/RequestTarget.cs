using System.Globalization;
using Quantum.Core.Markets;

namespace Quantum.Dashboard.Site;

/// <summary>Path and query, read strictly: everything wrong is collected, so that it is told at once.</summary>
internal sealed class RequestTarget
{
    /// <summary>Longest span that one request may ask for.</summary>
    public static readonly TimeSpan SpanMax = TimeSpan.FromDays(31);

    private const string InstantForm =
        "an ISO 8601 instant with Z or an offset, such as 2025-06-02T18:20Z, or a date, such as 2025-06-02";

    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The forms of an instant, those of the command line; a date is its first instant in UTC.</summary>
    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    private RequestTarget(IReadOnlyList<string> segments) => Segments = segments;

    /// <summary>The parts between the slashes, decoded; a <c>%2F</c> parts nothing. Empty for <c>/</c>.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>What is wrong with the parameters read so far; <see langword="null"/> when nothing is.</summary>
    public string? Problem => _problems.Count == 0 ? null : string.Join(' ', _problems);

    /// <summary>Reads a request's target.</summary>
    public static RequestTarget Parse(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        var parsed = new RequestTarget(path == "/" ? [] : [.. path.Split('/').Skip(1).Select(Uri.UnescapeDataString)]);
        foreach (var pair in mark < 0 ? [] : target[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Uri.UnescapeDataString(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..]);
            if (!parsed._parameters.TryAdd(name, value)) parsed._problems.Add($"{name} is given more than once.");
        }

        return parsed;
    }

    /// <summary>Notes every parameter that the route does not have: a misspelt one would be a wrong answer.</summary>
    public void Allow(params IReadOnlyList<string> names)
    {
        var form = names.Count == 0 ? "this route has none" : $"allowed: {string.Join(", ", names)}";
        foreach (var name in _parameters.Keys.Where(name => !names.Contains(name)).Order(StringComparer.Ordinal))
            _problems.Add($"{name} is not a parameter; {form}.");
    }

    /// <summary>Notes that a value is not what it must be.</summary>
    public void Refuse(string name, string value, string form) => _problems.Add($"{name} '{value}' must be {form}.");

    /// <summary>Reads a span of scan minutes: those that start in [from, to).</summary>
    /// <param name="defaultEnd">The end where none is given, exclusive.</param>
    /// <param name="defaultMinutes">The length where no start is given.</param>
    public (Minute From, Minute To) Span(Minute defaultEnd, int defaultMinutes)
    {
        Allow("from", "to");
        var start = Instant("from");
        var end = Instant("to");
        var to = end is { } last ? FirstFrom(last) : defaultEnd;
        var from = start is { } first ? FirstFrom(first) : to - defaultMinutes;
        if (_problems.Count > 0) return (from, to);
        if (from >= to) Refuse("from", from.ToString(), $"before to ({to})");
        else if (to - from > SpanMax.TotalMinutes)
            Refuse("from", from.ToString(), $"at most {SpanMax.TotalDays:0} days before to ({to})");
        return (from, to);
    }

    /// <summary>Reads an instant; <see langword="null"/> where it is absent or wrong, and wrong is noted.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (!_parameters.TryGetValue(name, out var text)) return null;
        if (!DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            Refuse(name, text, InstantForm);
        }
        else if (instant < Earliest || instant >= Latest) Refuse(name, text, "from 1970 on and before 2100");
        else return instant;
        return null;
    }

    private static Minute FirstFrom(DateTimeOffset instant)
    {
        var minute = Minute.Of(instant);
        return minute.Start == instant ? minute : minute + 1;
    }
}
