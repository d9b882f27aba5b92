using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Markets;

namespace Quantum.Dashboard.Views;

/// <summary>How answers are written: camel case, every member present, instants in UTC with <c>Z</c>.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(PositionsView))]
[JsonSerializable(typeof(FunnelView))]
[JsonSerializable(typeof(TradesView))]
[JsonSerializable(typeof(WhyView))]
[JsonSerializable(typeof(ControlView))]
[JsonSerializable(typeof(ErrorView))]
internal sealed partial class DashboardJson : JsonSerializerContext
{
    /// <summary>
    /// Text as it is, for people at a terminal. No answer is ever embedded in HTML: it goes out as JSON with
    /// <c>nosniff</c>, and the page puts it into text nodes only.
    /// </summary>
    public static DashboardJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new UtcConverter(), new MinuteTextConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>An instant such as <c>2025-06-02T18:21:07.25Z</c>: UTC to the millisecond.</summary>
internal sealed class UtcConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
}

/// <summary>A minute such as <c>2025-06-02T18:20Z</c>.</summary>
internal sealed class MinuteTextConverter : JsonConverter<Minute>
{
    /// <inheritdoc/>
    public override Minute Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Minute.Of(reader.GetDateTimeOffset());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Minute value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
