using System.Text.Json;
using System.Text.RegularExpressions;
using Quantum.App.Hosting;
using Quantum.Core.Reasons;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Checks;

/// <summary>Alerts read metrics and reasons that exist, and the runbook knows every alert.</summary>
public static partial class AlertCheck
{
    private const string Alerts = "infra/modules/alerts.bicep";
    private const string Workbook = "infra/workbook.json";
    private const string Runbook = "docs/runbook.md";

    /// <summary>Everything that does not fit.</summary>
    public static IEnumerable<string> Find(InfraFiles files) => FindUnfit(files).Concat(FindUnsent(files));

    private static IEnumerable<string> FindUnfit(InfraFiles files)
    {
        var file = files.Bicep.Single(file => file.Path == Alerts);
        var alerts = Alert().Matches(file.Code).Select(match => match.Groups["name"].Value).ToList();
        var parts = Heading().Matches(files[Runbook]).Select(match => match.Groups["name"].Value).ToList();
        foreach (var alert in alerts.Except(parts)) yield return $"{Runbook}: the alert {alert} has no part.";
        foreach (var part in parts.Except(alerts)) yield return $"{Runbook}: {part} is no alert of {Alerts}.";
        foreach (Match reason in Reason().Matches(file.Code))
        {
            if (ReasonCatalog.All.All(each => each.Name != reason.Groups["name"].Value))
                yield return $"{Alerts}: {reason.Groups["name"].Value} is no reason of docs/reasons.md.";
        }

        using var json = JsonDocument.Parse(files[Workbook]);
        var shown = Metric().Matches(json.RootElement.ToString()).Select(match => match.Value).ToHashSet();
        var metrics = SharedNames.ValuesOf("metrics").ToHashSet();
        foreach (var metric in shown.Where(metric => !metrics.Contains(metric)))
            yield return $"{Workbook}: there is no metric {metric}.";
        var watched = file.NameUses().Where(use => use.Group == "metrics")
            .Select(use => SharedNames.Groups["metrics"].GetValueOrDefault(use.Name)).ToHashSet();
        foreach (var metric in metrics.Where(metric => metric.StartsWith("quantum.", StringComparison.Ordinal)))
        {
            if (!shown.Contains(metric) && !watched.Contains(metric))
                yield return $"{Workbook}: nobody looks at the metric {metric}.";
        }
    }

    /// <summary>A metric that nobody sends is an alarm that never fires, or always.</summary>
    private static IEnumerable<string> FindUnsent(InfraFiles files)
    {
        var code = string.Concat(files.Below("src/", ".cs").Select(path => files[path]));
        foreach (var field in typeof(MetricNames).GetFields().Where(field =>
            ((string)field.GetRawConstantValue()!).StartsWith("quantum.", StringComparison.Ordinal)))
        {
            if (!code.Contains($"{nameof(MetricNames)}.{field.Name},", StringComparison.Ordinal))
                yield return $"src: nobody sends the metric {field.Name}.";
        }
    }

    [GeneratedRegex(@"^    alert: '(?<name>\w+)'", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"^### (?<name>[A-Z]\w+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"""(?<name>[A-Z]+_[A-Z_]+)""")]
    private static partial Regex Reason();

    [GeneratedRegex(@"quantum\.[a-z.]+")]
    private static partial Regex Metric();
}
