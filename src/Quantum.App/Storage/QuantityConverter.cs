using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Markets;

namespace Quantum.App.Storage;

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
