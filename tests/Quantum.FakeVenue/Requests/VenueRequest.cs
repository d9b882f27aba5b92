using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Quantum.Core.Markets;

namespace Quantum.FakeVenue.Requests;

/// <summary>One request with the parameters of its address and of its form together, as the venue reads them.</summary>
internal sealed class VenueRequest
{
    private const string Signature = "signature=";
    private const int WindowDefault = 5_000;
    private const int WindowMax = 60_000;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly string _query;
    private readonly string _body;
    private readonly string? _key;

    private VenueRequest(HttpRequest request, string body)
    {
        (Method, Path) = (request.Method, request.Path.Value ?? "");
        _query = request.QueryString.HasValue ? request.QueryString.Value![1..] : "";
        _body = body;
        _key = request.Headers["X-MBX-APIKEY"];
        foreach (var part in (string[])[_query, _body])
        {
            foreach (var (name, value) in QueryHelpers.ParseQuery(part)) _values[name] = value.ToString();
        }
    }

    public string Method { get; }

    public string Path { get; }

    public static async Task<VenueRequest> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0) return new(request, "");
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return new(request, await reader.ReadToEndAsync());
    }

    /// <summary>Refuses a request whose key, signature or time is wrong, in the order of the venue.</summary>
    public void Check(string key, string secret, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(_key)) throw new VenueError(-2014, "API-key format invalid.", 401);
        if (_key != key)
            throw new VenueError(-2015, "Invalid API-key, IP, or permissions for action.", 401);
        var window = Integer("recvWindow") ?? WindowDefault;
        if (window is <= 0 or > WindowMax) throw new VenueError(-1131, "recvWindow must be less than 60000.");
        var timestamp = Integer("timestamp") ?? throw VenueError.Missing("timestamp");
        var server = now.ToUnixTimeMilliseconds();
        if (timestamp >= server + 1_000)
            throw new VenueError(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        if (server - timestamp > window)
            throw new VenueError(-1021, "Timestamp for this request is outside of the recvWindow.");
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Unsigned()));
        if (!string.Equals(Convert.ToHexString(signed), Optional("signature"), StringComparison.OrdinalIgnoreCase))
            throw new VenueError(-1022, "Signature for this request is not valid.");
    }

    public string? Optional(string name) => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public string Text(string name) => Optional(name) ?? throw VenueError.Missing(name);

    public Symbol Symbol() => Quantum.Core.Markets.Symbol.TryParse(Text("symbol"), out var symbol)
        ? symbol
        : throw new VenueError(-1121, "Invalid symbol.");

    public Symbol? OptionalSymbol() => Optional("symbol") is null ? null : Symbol();

    public long? Integer(string name) => Optional(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw VenueError.Missing(name);

    public decimal? Number(string name) => Optional(name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw VenueError.Missing(name);

    public bool Flag(string name) => string.Equals(Optional(name), "true", StringComparison.OrdinalIgnoreCase);

    public DateTimeOffset? Instant(string name) =>
        Integer(name) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    // The signature covers address and form joined without a mark between them, and is itself part of neither.
    private string Unsigned() => Without(_query) + Without(_body);

    private static string Without(string part)
    {
        var at = part.StartsWith(Signature, StringComparison.Ordinal)
            ? 0
            : part.IndexOf('&' + Signature, StringComparison.Ordinal);
        if (at < 0) return part;
        var end = part.IndexOf('&', at + 1);
        return part[..at] + (end < 0 ? "" : part[end..]);
    }
}
