using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Venues;

namespace Quantum.Simulation.Remote;

/// <summary>The methods of the venue port, as a call names them.</summary>
internal enum VenueMethod
{
    None = 0,
    Submit,
    Find,
    Cancel,
    Account,
    Leverage,
    Income,
}

/// <summary>The answers of the venue port.</summary>
internal enum VenueVerdict
{
    None = 0,
    Done,
    Refused,
    Absent,
    Unknown,
    Unavailable,
}

/// <summary>One call on its way to a venue in another process.</summary>
internal sealed record VenueCall(
    VenueMethod Method, OrderRequest? Order = null, Symbol? Symbol = null, ClientOrderId? Id = null,
    bool IsConditional = false, int Leverage = 0, DateTimeOffset From = default);

/// <summary>Its answer.</summary>
internal sealed record VenueReply(
    VenueVerdict Verdict, VenueOrder? Order = null, VenueRefusal Refusal = VenueRefusal.None, string? Detail = null,
    AccountSnapshot? Account = null, IReadOnlyList<IncomeRow>? Incomes = null);

/// <summary>Calls and answers as UTF-8 JSON.</summary>
internal static class VenueWire
{
    public static byte[] Write(VenueCall call) =>
        JsonSerializer.SerializeToUtf8Bytes(call, VenueWireContext.Default.VenueCall);

    public static byte[] Write(VenueReply reply) =>
        JsonSerializer.SerializeToUtf8Bytes(reply, VenueWireContext.Default.VenueReply);

    /// <exception cref="InvalidDataException">It is no call.</exception>
    public static VenueCall ReadCall(ReadOnlyMemory<byte> body) =>
        Read(body, VenueWireContext.Default.VenueCall);

    /// <exception cref="InvalidDataException">It is no answer.</exception>
    public static VenueReply ReadReply(ReadOnlyMemory<byte> body) =>
        Read(body, VenueWireContext.Default.VenueReply);

    private static T Read<T>(ReadOnlyMemory<byte> body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type)
                ?? throw new InvalidDataException($"Null is no {typeof(T).Name}.");
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"What came is no {typeof(T).Name}: {error.Message}", error);
        }
    }
}

/// <summary>Generated readers and writers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(SymbolJsonConverter), typeof(ClientOrderIdJsonConverter),
        typeof(PriceJsonConverter), typeof(QuantityJsonConverter),
    ])]
[JsonSerializable(typeof(VenueCall))]
[JsonSerializable(typeof(VenueReply))]
internal sealed partial class VenueWireContext : JsonSerializerContext;
