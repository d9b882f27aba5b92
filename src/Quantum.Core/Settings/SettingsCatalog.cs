using System.Globalization;
using System.Reflection;

namespace Quantum.Core.Settings;

/// <summary>One setting as people write it.</summary>
/// <param name="Key">Section and name, e.g. <c>Risk:LeverageMax</c>.</param>
/// <param name="Meaning">Description, unit, range and basis.</param>
/// <param name="Type">CLR type of the value.</param>
/// <param name="Default">Default as invariant text.</param>
public sealed record SettingInfo(string Key, SettingAttribute Meaning, Type Type, string Default);

/// <summary>Reads settings from texts and judges all of them at once.</summary>
public static class SettingsCatalog
{
    private const string ModeKey = "Mode";

    private static readonly PropertyInfo[] Sections =
        [.. typeof(TradingSettings).GetProperties().Where(property => property.PropertyType.IsClass
            && property.PropertyType != typeof(string) && property.CanWrite)];

    /// <summary>Every setting in the order of the sections.</summary>
    public static IReadOnlyList<SettingInfo> All { get; } = [.. Describe()];

    /// <summary>Applies texts by key over the defaults.</summary>
    /// <param name="values">
    /// Keys such as <c>Risk:LeverageMax</c>, without regard to case; values as invariant text.
    /// </param>
    /// <returns>
    /// The settings, and every wrong value with its range; the settings hold only when there is none.
    /// </returns>
    public static (TradingSettings Settings, IReadOnlyList<string> Problems) Read(
        IEnumerable<KeyValuePair<string, string>> values)
    {
        var problems = new List<string>();
        var settings = new TradingSettings();
        var sections = Sections.ToDictionary(section => section.Name, section => section.GetValue(settings)!,
            StringComparer.OrdinalIgnoreCase);
        foreach (var (key, text) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (string.Equals(key, ModeKey, StringComparison.OrdinalIgnoreCase))
            {
                if (Enum.TryParse<TradingMode>(text, ignoreCase: true, out var mode) && Enum.IsDefined(mode))
                    settings = settings with { Mode = mode };
                else problems.Add($"{ModeKey} = '{text}': must be Paper, Testnet or Live.");
                continue;
            }

            Apply(key, text, sections, problems);
        }

        foreach (var section in Sections) section.SetValue(settings, sections[section.Name]);
        problems.AddRange(Contradictions(settings));
        return (settings, problems);
    }

    /// <summary>The settings that differ from their defaults, as <see cref="Read"/> takes them.</summary>
    public static IReadOnlyDictionary<string, string> Changed(TradingSettings settings)
    {
        var changed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (settings.Mode != TradingMode.Paper) changed.Add(ModeKey, settings.Mode.ToString());
        foreach (var info in All)
        {
            var (section, name) = (info.Key.Split(':')[0], info.Key.Split(':')[1]);
            var holder = typeof(TradingSettings).GetProperty(section)!.GetValue(settings)!;
            var value = holder.GetType().GetProperty(name)!.GetValue(holder);
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            if (text != info.Default) changed.Add(info.Key, text);
        }

        return changed;
    }

    private static void Apply(
        string key, string text, Dictionary<string, object> sections, List<string> problems)
    {
        var info = All.FirstOrDefault(known => string.Equals(known.Key, key, StringComparison.OrdinalIgnoreCase));
        if (info is null)
        {
            problems.Add($"{key} = '{text}': there is no such setting; `quantum settings` lists all.");
            return;
        }

        var (section, name) = (info.Key.Split(':')[0], info.Key.Split(':')[1]);
        if (Parse(info, text) is { } value)
            sections[section].GetType().GetProperty(name)!.SetValue(sections[section], value);
        else problems.Add($"{info.Key} = '{text}': must be {RangeOf(info)}.");
    }

    /// <summary>The values that a setting takes, e.g. <c>a whole number from 1 to 20 (times)</c>.</summary>
    public static string RangeOf(SettingInfo info)
    {
        if (info.Type == typeof(bool)) return "true or false";
        if (info.Type == typeof(string)) return $"text ({info.Meaning.Unit})";
        var kind = info.Type == typeof(int) ? "a whole number" : "a number";
        return string.Create(CultureInfo.InvariantCulture,
            $"{kind} from {info.Meaning.Min} to {info.Meaning.Max} ({info.Meaning.Unit})");
    }

    private static object? Parse(SettingInfo info, string text)
    {
        var (culture, meaning) = (CultureInfo.InvariantCulture, info.Meaning);
        if (info.Type == typeof(string)) return text;
        if (info.Type == typeof(bool)) return bool.TryParse(text, out var flag) ? flag : null;
        if (info.Type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole)
                && whole >= meaning.Min && whole <= meaning.Max ? whole : null;
        if (info.Type == typeof(decimal))
            return decimal.TryParse(text, NumberStyles.Float, culture, out var money)
                && (double)money >= meaning.Min && (double)money <= meaning.Max ? money : null;
        return double.TryParse(text, NumberStyles.Float, culture, out var number)
            && number >= meaning.Min && number <= meaning.Max ? number : null;
    }

    /// <summary>Values that are each allowed and together senseless.</summary>
    private static IEnumerable<string> Contradictions(TradingSettings settings)
    {
        var (exit, universe, market) = (settings.Exit, settings.Universe, settings.Market);
        if (exit.StopMinShare > exit.StopMaxShare)
            yield return $"Exit:StopMinShare {exit.StopMinShare} is above Exit:StopMaxShare {exit.StopMaxShare}.";
        if (universe.VolatilityMin > universe.VolatilityMax)
            yield return "Universe:VolatilityMin is above Universe:VolatilityMax: no symbol could pass.";
        if (market.TightSpreadMaxBps > market.SpreadMaxBps)
            yield return "Market:TightSpreadMaxBps is above Market:SpreadMaxBps, so it would never bind.";
        var cost = 2 * (market.TakerFeeRate + market.SlippageBps / 10_000);
        if (exit.StopMaxShare < cost * market.CostMultipleMin)
            yield return "Exit:StopMaxShare is below the round-trip cost times Market:CostMultipleMin: nothing trades.";
        foreach (var problem in TextProblems(settings)) yield return problem;
        foreach (var problem in LiveSettings.Problems(settings)) yield return problem;
    }

    private static IEnumerable<string> TextProblems(TradingSettings settings)
    {
        foreach (var name in Excluded(settings.Universe))
        {
            if (!Markets.Symbol.TryParse(name, out _)) yield return $"Universe:Exclude = '{name}': is not a symbol.";
        }

        if (settings.Execution.Account is not { Length: 3 } account || !account.All(char.IsAsciiLetterOrDigit))
            yield return $"Execution:Account = '{settings.Execution.Account}': must be 3 letters or digits, e.g. p01.";
        if (Models.BundleSigning.ProblemOf(settings.Models.TrustedKeys) is { } problem)
            yield return $"Models:TrustedKeys: {problem}.";
        var strategy = settings.Execution.Strategy;
        if (strategy.Length is 0 or > 40 || strategy.Contains('|', StringComparison.Ordinal))
            yield return $"Execution:Strategy = '{strategy}': must be 1 to 40 characters without '|'.";
    }

    /// <summary>The symbols of <see cref="UniverseSettings.Exclude"/>, as texts.</summary>
    public static IReadOnlyList<string> Excluded(UniverseSettings universe) => universe.Exclude.Split(
        ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<SettingInfo> Describe()
    {
        var defaults = new TradingSettings();
        foreach (var section in Sections)
        {
            foreach (var property in section.PropertyType.GetProperties())
            {
                if (property.GetCustomAttribute<SettingAttribute>() is not { } meaning) continue;
                var initial = property.GetValue(section.GetValue(defaults));
                var value = Convert.ToString(initial, CultureInfo.InvariantCulture);
                yield return new($"{section.Name}:{property.Name}", meaning, property.PropertyType, value ?? "");
            }
        }
    }
}
