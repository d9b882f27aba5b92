using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Quantum.Adapters.Azure.Tests.Fakes;

/// <summary>An answer of the service that no service gave.</summary>
internal sealed class CannedAnswer(int status, string? code) : Response
{
    public override int Status => status;

    public override bool IsError => true;

    public override string ReasonPhrase => code ?? "";

    public override Stream? ContentStream { get; set; } = new MemoryStream();

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        code is null ? [] : [new HttpHeader("x-ms-error-code", code)];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = string.Equals(name, "x-ms-error-code", StringComparison.OrdinalIgnoreCase) ? code : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
