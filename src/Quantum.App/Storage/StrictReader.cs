using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Quantum.App.Storage;

/// <summary>
/// Reads documents so that nothing is made up: whatever is always written must be there. Only what may be
/// <see langword="null"/> is left out when written, so every other member that is missing shows a damaged document, and
/// its default (no slots, nothing filled, never closed) would be a lie.
/// </summary>
public static class StrictReader
{
    private static readonly ConcurrentDictionary<JsonTypeInfo, JsonTypeInfo> Known = new();

    /// <summary>Reads a document.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="type">How it is written.</param>
    /// <exception cref="JsonException">
    /// It is no such document; the message names what is missing or wrong.
    /// </exception>
    public static T? Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(body, (JsonTypeInfo<T>)Known.GetOrAdd(type, Strict));

    private static JsonTypeInfo Strict(JsonTypeInfo type)
    {
        // Types that were already asked for are read-only, so the rule is laid over fresh ones.
        var options = new JsonSerializerOptions(type.Options)
        {
            TypeInfoResolver = (type.OriginatingResolver ?? throw new InvalidOperationException(
                $"Condition failed: {type.Type.Name} comes from no context.")).WithAddedModifier(Require),
            RespectNullableAnnotations = true,
        };
        return options.GetTypeInfo(type.Type);
    }

    private static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var isRead = property.Set is not null || property.AssociatedParameter is not null;
            if (isRead && !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null)
                property.IsRequired = true;
        }
    }
}
