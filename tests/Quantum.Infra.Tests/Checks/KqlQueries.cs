using System.Text.Json;
using System.Text.RegularExpressions;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Checks;

/// <summary>Every query of alerts, workbook and runbook, as Azure will run it.</summary>
public static partial class KqlQueries
{
    /// <summary>The queries, each with where it stands.</summary>
    public static IEnumerable<(string Place, string Query)> Of(InfraFiles files) =>
        Alerts(files).Concat(Workbook(files)).Concat(Runbook(files));

    private static IEnumerable<(string Place, string Query)> Alerts(InfraFiles files)
    {
        var code = files.Bicep.Single(file => file.Path == "infra/modules/alerts.bicep").Code;
        var variables = Variable().Matches(code)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["parts"].Value);
        foreach (Match leg in Leg().Matches(code))
        {
            var parts = leg.Groups["parts"].Success
                ? leg.Groups["parts"].Value
                : variables[leg.Groups["variable"].Value];
            var condition = string.Join(" | ", Part().Matches(parts).Select(part => part.Groups["text"].Value));
            var query = $"AppMetrics | {condition} | project alert = \"{leg.Groups["alert"].Value}\", value";
            yield return ($"alert {leg.Groups["alert"].Value}", Metric().Replace(query, match =>
                SharedNames.Groups["metrics"].GetValueOrDefault(match.Groups["name"].Value, match.Value)));
        }
    }

    private static IEnumerable<(string Place, string Query)> Workbook(InfraFiles files)
    {
        using var json = JsonDocument.Parse(files["infra/workbook.json"]);
        foreach (var item in json.RootElement.GetProperty("items").EnumerateArray())
        {
            if (item.GetProperty("content").TryGetProperty("query", out var query))
                yield return ($"workbook {item.GetProperty("name")}", query.GetString()!);
        }
    }

    private static IEnumerable<(string Place, string Query)> Runbook(InfraFiles files) =>
        Block().Matches(files["docs/runbook.md"]).Select(match => ("runbook", match.Groups["query"].Value.Trim()));

    [GeneratedRegex(@"^var (?<name>\w+) = join\(\[(?<parts>.*?)^\], ' \| '\)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Variable();

    [GeneratedRegex(
        @"^    alert: '(?<alert>\w+)'\n    condition: (join\(\[(?<parts>.*?)^    \], ' \| '\)|(?<variable>\w+)$)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Leg();

    [GeneratedRegex(@"^ +'(?<text>.*)'$", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex(@"\$\{metrics\.(?<name>\w+)\}")]
    private static partial Regex Metric();

    [GeneratedRegex(@"```kusto\n(?<query>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
