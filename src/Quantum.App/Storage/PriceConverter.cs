using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Markets;

namespace Quantum.App.Storage;

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
