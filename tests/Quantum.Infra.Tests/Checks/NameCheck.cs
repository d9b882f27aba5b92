using Quantum.App.Hosting;
using Quantum.Core.Settings;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Checks;

/// <summary>
/// Bicep takes every shared name from <c>names.json</c>, which holds the C# constants: a name that is written out could
/// drift, and a name that nobody uses is a resource that nobody makes.
/// </summary>
public static class NameCheck
{
    /// <summary>Groups whose names must all be used, and the names that need not be, each with its reason.</summary>
    private static readonly Dictionary<string, string[]> Complete = new()
    {
        ["queues"] = [],
        ["tables"] = [],
        ["secrets"] = [],
        ["containers"] = ["modelsPrefix", "promoteTrigger"], // Composed of others, for the code.
        // A connection string, which only Azurite has, and an invented market, which only trials need.
        ["settings"] = ["storage", "market", "generatedSeed", "generatedSymbols"],
    };

    private static bool IsOption(string setting) =>
        setting.StartsWith(CloudNames.Settings.TradingPrefix, StringComparison.Ordinal)
        && setting != CloudNames.Settings.TradingPrefix;

    /// <summary>Everything that does not fit.</summary>
    public static IEnumerable<string> Find(InfraFiles files)
    {
        if (files[SharedNames.Path] != SharedNames.Json)
            yield return $"{SharedNames.Path} does not hold the constants of CloudNames and MetricNames.";
        foreach (var setting in SharedNames.ValuesOf("settings").Where(IsOption))
        {
            var key = CloudNames.ConfigurationKey(setting[CloudNames.Settings.TradingPrefix.Length..]);
            if (SettingsCatalog.All.All(option => option.Key != key))
                yield return $"CloudNames: {setting} is no option of docs/options.md.";
        }

        var values = Complete.Keys.Append("metrics").Append("functions")
            .SelectMany(SharedNames.ValuesOf).ToHashSet();
        var used = new HashSet<(string Group, string Name)>();
        foreach (var file in files.Bicep)
        {
            foreach (var literal in file.Literals.Where(values.Contains))
                yield return $"{file.Path}: '{literal}' is written out; take it from names.json.";
            foreach (var use in file.NameUses())
            {
                used.Add(use);
                if (!SharedNames.Groups.TryGetValue(use.Group, out var group) || !group.ContainsKey(use.Name))
                    yield return $"{file.Path}: names.json has no {use.Group}.{use.Name}.";
            }
        }

        foreach (var (group, exempt) in Complete)
        {
            foreach (var name in SharedNames.Groups[group].Keys.Except(exempt))
            {
                if (!used.Contains((group, name))) yield return $"infra: nothing uses {group}.{name} of names.json.";
            }
        }
    }
}
