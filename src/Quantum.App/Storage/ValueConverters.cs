using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Storage;

/// <summary>A value type as one JSON string, both ways through its own parser, so that nonsense cannot be read in.</summary>
/// <typeparam name="T">The value type.</typeparam>
/// <param name="parse">Throws <see cref="FormatException"/> for a text that is no such value.</param>
/// <param name="print">The text.</param>
public abstract class TextConverter<T>(Func<string, T> parse, Func<T, string> print) : JsonConverter<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return parse(reader.GetString() ?? "");
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or OverflowException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(print(value));
}

/// <summary>A symbol as its name.</summary>
public sealed class SymbolConverter() : TextConverter<Symbol>(Symbol.Of, symbol => symbol.Name);

/// <summary>A minute as its key.</summary>
public sealed class MinuteConverter() : TextConverter<Minute>(Minute.OfKey, minute => minute.Key);

/// <summary>A signal id as its text.</summary>
public sealed class SignalIdConverter() : TextConverter<SignalId>(SignalId.Of, id => id.Text);

/// <summary>An order id as its text.</summary>
public sealed class ClientOrderIdConverter() : TextConverter<ClientOrderId>(ClientOrderId.Of, id => id.Text);

/// <summary>A price as a JSON number without loss.</summary>
public sealed class PriceConverter : JsonConverter<Price>
{
    /// <inheritdoc/>
    public override Price Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDecimal() is > 0 and var number ? Price.Of(number) : throw new JsonException("A price must be > 0.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Price value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.QuotePerBase);
}

/// <summary>A quantity as a JSON number without loss.</summary>
public sealed class QuantityConverter : JsonConverter<Quantity>
{
    /// <inheritdoc/>
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDecimal() is > 0 and var number
            ? Quantity.Of(number)
            : throw new JsonException("A quantity must be > 0.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Base);
}

/// <summary>A reason as <c>["CODE", value, limit]</c>; a number that is not finite is <see langword="null"/>.</summary>
public sealed class ReasonConverter : JsonConverter<Reason>
{
    /// <inheritdoc/>
    public override Reason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.GetString() is not { } name)
            throw new JsonException("A reason must be [code, value, limit].");
        var value = Number(ref reader);
        var limit = Number(ref reader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw new JsonException("A reason must be [code, value, limit].");
        return new(Code(name), value, limit);
    }

    private static ReasonCode Code(string name)
    {
        try
        {
            return ReasonCatalog.Parse(name);
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Reason value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(ReasonCatalog.Of(value.Code).Name);
        Write(writer, value.Value);
        Write(writer, value.Limit);
        writer.WriteEndArray();
    }

    private static double Number(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) throw new JsonException("A reason must be [code, value, limit].");
        return reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();
    }

    private static void Write(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number)) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }
}
