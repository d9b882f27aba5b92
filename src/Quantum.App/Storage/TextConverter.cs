using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Signals;

namespace Quantum.App.Storage;

/// <summary>
/// A value type as one JSON string, both ways through its own parser, so that nonsense cannot be read in.
/// </summary>
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
