using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.App.Models;
using Quantum.App.Storage;

namespace Quantum.Dashboard.Views;

/// <summary>JSON of the models, over HTTP and from the commands.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(ReasonConverter)])]
[JsonSerializable(typeof(ModelReport))]
[JsonSerializable(typeof(ModelVerdict))]
public sealed partial class ModelJson : JsonSerializerContext
{
    /// <summary>A list as UTF-8.</summary>
    public static byte[] Text(ModelReport report) => JsonSerializer.SerializeToUtf8Bytes(report, Default.ModelReport);

    /// <summary>A verdict as UTF-8.</summary>
    public static byte[] Text(ModelVerdict verdict) =>
        JsonSerializer.SerializeToUtf8Bytes(verdict, Default.ModelVerdict);
}
