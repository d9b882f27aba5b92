using System.Text.Json;

namespace Quantum.Cli.Tests.Fakes;

/// <summary>JSON as a test reads it.</summary>
internal static class Json
{
    /// <summary>Parses a whole document.</summary>
    public static JsonElement Of(string text) => JsonDocument.Parse(text).RootElement.Clone();

    /// <summary>Parses a file.</summary>
    public static JsonElement OfFile(string path) => Of(File.ReadAllText(path));

    /// <summary>Adds up the numbers of an object such as <c>{"A": 1, "B": 2}</c>.</summary>
    public static long Sum(this JsonElement counts) => counts.EnumerateObject().Sum(count => count.Value.GetInt64());

    /// <summary>A member as a decimal.</summary>
    public static decimal Number(this JsonElement element, string name) => element.GetProperty(name).GetDecimal();

    /// <summary>A member as text.</summary>
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
