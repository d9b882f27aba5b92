using System.Text.Json;
using System.Text.RegularExpressions;
using Quantum.App.Hosting;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Checks;

/// <summary>The host's files say what the design says, and the deployment finds what it deploys.</summary>
public static partial class HostCheck
{
    /// <summary>Values of <c>host.json</c> that decide how the system behaves, and why each.</summary>
    private static readonly (string Path, string Value, string Reason)[] HostValues =
    [
        ("version", "2.0", "the host reads no other"),
        ("singleton.lockPeriod", "00:00:15", "a crash costs 30 s of ticks instead of two minutes"),
        ("singleton.listenerLockPeriod", "00:00:15", "a crash costs 30 s of ticks instead of two minutes"),
        ("extensions.queues.maxPollingInterval", "00:00:02", "a signal lives 90 s"),
        ("extensions.queues.visibilityTimeout", "00:00:10", "a failed message comes back while its signal lives"),
        ("extensions.queues.maxDequeueCount", $"{TradingLoop.DeliveriesMax}", "both hosts give up alike"),
        ("extensions.queues.messageEncoding", "base64", "another encoding goes straight to poison"),
    ];

    private static readonly string[] OwnLocalSettings = ["FUNCTIONS_WORKER_RUNTIME"];

    /// <summary>Everything that does not fit.</summary>
    public static IEnumerable<string> Find(InfraFiles files) =>
        HostJson(files).Concat(LocalSettings(files)).Concat(AzureYaml(files)).Concat(Hooks(files));

    private static IEnumerable<string> HostJson(InfraFiles files)
    {
        using var json = JsonDocument.Parse(files["host.json"]);
        foreach (var (path, value, reason) in HostValues)
        {
            var element = json.RootElement;
            var isThere = path.Split('.').All(name => element.TryGetProperty(name, out element));
            var found = isThere ? element.ToString() : "";
            if (found != value) yield return $"host.json: {path} is '{found}' and should be '{value}': {reason}.";
        }
    }

    private static IEnumerable<string> LocalSettings(InfraFiles files)
    {
        using var json = JsonDocument.Parse(files["local.settings.json"]);
        var known = SharedNames.ValuesOf("settings").Concat(OwnLocalSettings).ToHashSet();
        var values = json.RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(each => each.Name, each => each.Value.GetString());
        foreach (var name in values.Keys.Where(name => !known.Contains(name)))
            yield return $"local.settings.json: {name} is no setting of CloudNames.";
        if (values.GetValueOrDefault(CloudNames.Settings.Mode) != "Paper")
            yield return "local.settings.json: the mode of a developer's machine is Paper.";
        if (values.GetValueOrDefault(CloudNames.Settings.SignalQueue) != CloudNames.Queues.Signals)
            yield return $"local.settings.json: {CloudNames.Settings.SignalQueue} is not {CloudNames.Queues.Signals}.";
        if (values.GetValueOrDefault(CloudNames.Settings.Storage) != "UseDevelopmentStorage=true")
            yield return "local.settings.json: the storage of a developer's machine is Azurite.";
    }

    private static IEnumerable<string> AzureYaml(InfraFiles files)
    {
        var yaml = files["azure.yaml"];
        var module = $"infra/{Module().Match(yaml).Groups["name"].Value}.bicep";
        if (!files.Has(module)) yield return $"azure.yaml: there is no {module}.";
        foreach (Match match in Hook().Matches(yaml))
        {
            if (!files.Has(match.Groups["path"].Value))
                yield return $"azure.yaml: there is no {match.Groups["path"].Value}.";
        }

        foreach (Match match in Service().Matches(yaml))
        {
            var tag = $"'azd-service-name': '{match.Groups["name"].Value}'";
            if (!files["infra/modules/functions.bicep"].Contains(tag, StringComparison.Ordinal))
                yield return $"azure.yaml: no app has the tag {tag}.";
        }
    }

    /// <summary>Hooks read what azd keeps: outputs of the deployment and azd's own, in both shells alike.</summary>
    private static IEnumerable<string> Hooks(InfraFiles files)
    {
        var known = files.Bicep.Single(file => file.Path == "infra/main.bicep").Outputs.Append("AZURE_LOCATION")
            .ToHashSet();
        foreach (var path in files.Below("infra/hooks/", ".sh"))
        {
            var shell = Variables(files[path]);
            foreach (var name in shell.Where(name => !known.Contains(name)))
                yield return $"{path}: {name} is no output of infra/main.bicep.";
            var other = path[..^3] + ".ps1";
            if (!shell.SetEquals(Variables(files[other]))) yield return $"{other} does not read what {path} reads.";
        }
    }

    private static HashSet<string> Variables(string script) =>
        [.. Variable().Matches(script).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"^services:\n  (?<name>\w+):$", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(@"^  module: (?<name>\w+)$", RegexOptions.Multiline)]
    private static partial Regex Module();

    [GeneratedRegex(@"run: (?<path>[\w./-]+)")]
    private static partial Regex Hook();

    [GeneratedRegex(@"\$(\{|env:)?(?<name>(AZURE|QUANTUM)_[A-Z_]+)")]
    private static partial Regex Variable();
}
