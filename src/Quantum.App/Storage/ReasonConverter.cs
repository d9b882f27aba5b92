using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Reasons;

namespace Quantum.App.Storage;

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
