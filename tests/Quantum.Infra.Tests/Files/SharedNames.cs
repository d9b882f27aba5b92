using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Quantum.App.Hosting;

namespace Quantum.Infra.Tests.Files;

/// <summary>The C# constants as <c>infra/names.json</c> holds them: group, name, value, as in the code.</summary>
public static class SharedNames
{
    /// <summary>Where Bicep reads them.</summary>
    public const string Path = "infra/names.json";

    private static readonly JsonSerializerOptions Layout =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The groups.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Groups { get; } =
        typeof(CloudNames).GetNestedTypes()
            .Select(group => (Key: Camel(group.Name), Value: Constants(group)))
            .Append((Key: "metrics", Value: Constants(typeof(MetricNames))))
            .ToDictionary(group => group.Key, group => group.Value);

    /// <summary>The file's text.</summary>
    public static string Json => JsonSerializer.Serialize(Groups, Layout).ReplaceLineEndings("\n") + "\n";

    /// <summary>All values of a group.</summary>
    public static IEnumerable<string> ValuesOf(string group) => Groups[group].Values;

    private static IReadOnlyDictionary<string, string> Constants(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .ToDictionary(field => Camel(field.Name), field => (string)field.GetRawConstantValue()!);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
