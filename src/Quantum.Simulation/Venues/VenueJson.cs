using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Simulation.Venues;

/// <summary>The documents of the simulated venue as UTF-8 JSON. Decimals keep every digit, so writing what was read
/// gives the same bytes.</summary>
public static class VenueJson
{
    /// <summary>Writes an account.</summary>
    public static byte[] Write(VenueState state) =>
        JsonSerializer.SerializeToUtf8Bytes(state, VenueJsonContext.Default.VenueState);

    /// <summary>Writes an ended order.</summary>
    public static byte[] Write(VenueOrder order) =>
        JsonSerializer.SerializeToUtf8Bytes(order, VenueJsonContext.Default.VenueOrder);

    /// <summary>Writes an income.</summary>
    public static byte[] Write(IncomeRow income) =>
        JsonSerializer.SerializeToUtf8Bytes(income, VenueJsonContext.Default.IncomeRow);

    /// <summary>Reads an account.</summary>
    /// <exception cref="InvalidDataException">
    /// Not an account, or one of another format; it is left untouched.
    /// </exception>
    public static VenueState ReadState(ReadOnlyMemory<byte> body)
    {
        var state = Read(body, VenueJsonContext.Default.VenueState);
        return state.Version == VenueState.VersionNow
            ? state
            : throw new InvalidDataException(
                $"The paper account has format {state.Version}; this program reads format {VenueState.VersionNow}.");
    }

    /// <summary>Reads an ended order.</summary>
    /// <exception cref="InvalidDataException">Not an order.</exception>
    public static VenueOrder ReadOrder(ReadOnlyMemory<byte> body) => Read(body, VenueJsonContext.Default.VenueOrder);

    /// <summary>Reads an income.</summary>
    /// <exception cref="InvalidDataException">Not an income.</exception>
    public static IncomeRow ReadIncome(ReadOnlyMemory<byte> body) => Read(body, VenueJsonContext.Default.IncomeRow);

    private static T Read<T>(ReadOnlyMemory<byte> body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type)
                ?? throw new InvalidDataException($"A document of the paper venue is null, not a {typeof(T).Name}.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException(
                $"A document of the paper venue is not a {typeof(T).Name}: {exception.Message}", exception);
        }
    }
}

/// <summary>Generated readers and writers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(SymbolJsonConverter), typeof(ClientOrderIdJsonConverter),
        typeof(PriceJsonConverter), typeof(QuantityJsonConverter),
    ])]
[JsonSerializable(typeof(VenueState))]
[JsonSerializable(typeof(VenueOrder))]
[JsonSerializable(typeof(IncomeRow))]
internal sealed partial class VenueJsonContext : JsonSerializerContext;

/// <summary>A symbol as its name.</summary>
internal sealed class SymbolJsonConverter : JsonConverter<Symbol>
{
    public override Symbol Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Symbol.Of(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Symbol value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);
}

/// <summary>A client order id as its text.</summary>
internal sealed class ClientOrderIdJsonConverter : JsonConverter<ClientOrderId>
{
    public override ClientOrderId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ClientOrderId.Of(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, ClientOrderId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}

/// <summary>A price as its number.</summary>
internal sealed class PriceJsonConverter : JsonConverter<Price>
{
    public override Price Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Price.Of(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Price value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.QuotePerBase);
}

/// <summary>A quantity as its number.</summary>
internal sealed class QuantityJsonConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Quantity.Of(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Base);
}
