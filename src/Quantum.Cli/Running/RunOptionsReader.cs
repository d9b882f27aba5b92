using System.Collections;
using System.Globalization;
using Quantum.Cli.Exchange;
using Quantum.Cli.State;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;

namespace Quantum.Cli.Running;

/// <summary>The options as typed.</summary>
internal sealed record RunArguments(string Market, string? Data, string Symbols, string? From, string? To,
    string? Seed, string? SymbolCount, string Speed, string? Venue, string? State, string? Port, bool NoWeb,
    string? Summary, string? Models, IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Environment);

/// <summary>Judges every option at once: a user corrects all his mistakes in one go.</summary>
internal static class RunOptionsReader
{
    /// <summary>Environment variables of settings begin with it, e.g. <c>QUANTUM_Risk__LeverageMax=5</c>.</summary>
    public const string EnvironmentPrefix = "QUANTUM_";

    /// <summary>What <c>--models</c> says for a run without models.</summary>
    public const string NoModels = "none";

    /// <summary>
    /// The setting of the age limit. Whoever names bundles for generated or recorded candles wants to see them decide,
    /// however old they are: there the limit is off unless it is asked for.
    /// </summary>
    private const string AgeLimit = "Models__AgeMaxHours";

    /// <summary>First year of a run: minutes are counted from 1970, and no perpetual is older than this.</summary>
    private const int YearMin = 2000;

    /// <summary>Last year of a run.</summary>
    private const int YearMax = 2100;

    /// <summary>The port of the web page unless told otherwise.</summary>
    private const string PortDefault = "7071";

    /// <summary>The forms of an instant, those of the web page's API; with a zone, or it would be guessed.</summary>
    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>Reads the options.</summary>
    /// <returns>The options, or every problem with the values that are allowed.</returns>
    public static (RunOptions? Options, IReadOnlyList<string> Problems) Read(RunArguments arguments)
    {
        var problems = new List<string>();
        var market = arguments.Market is "sim" or "replay" or "binance" ? arguments.Market
            : Wrong<string>(problems, $"--market '{arguments.Market}': must be sim, replay or binance.");
        var (from, to) = (Instant("--from", arguments.From, problems), Instant("--to", arguments.To, problems));
        if (from >= to) problems.Add($"--to '{arguments.To}': must be later than --from.");
        var options = new RunOptions
        {
            Market = market ?? "",
            Data = arguments.Data,
            Symbols = SymbolsOf(arguments.Symbols, market, problems),
            From = from,
            To = to,
            Seed = SeedOf(arguments.Seed ?? "1", problems),
            SymbolCount = Whole("--symbol-count", arguments.SymbolCount ?? "222", 1,
                GeneratedMarketOptions.SymbolCountMax, problems),
            Speed = SpeedOf(arguments.Speed, problems),
            Venue = VenueOf(arguments, problems),
            State = arguments.State,
            ModelFolders = ModelsOf(arguments.Models, problems),
            Port = PortOf(arguments, problems),
            Summary = arguments.Summary,
            Settings = SettingsOf(arguments, problems),
            Access = market == "binance" ? ExchangeAccess.Read(arguments.Environment, problems) : null,
        };
        CheckPlaces(arguments, problems);
        CheckGenerated(arguments, market, problems);
        if (market == "replay") CheckReplay(options, arguments, problems);
        else if (arguments.Data is not null) problems.Add("--data: belongs to --market replay.");
        if (market == "binance") CheckExchange(options, problems);
        else if (options.Settings.Mode != TradingMode.Paper)
            problems.Add($"Mode = {options.Settings.Mode}: simulated and replayed markets trade on Paper only.");
        if (options.Speed == RunOptions.Max && options.To is null && market != "replay")
            problems.Add("--speed max: needs --to, or it would never end.");
        return problems.Count == 0 ? (options, problems) : (null, problems);
    }

    /// <summary>
    /// Reads an instant such as <c>2025-06-02T18:20Z</c> or <c>2025-06-02T20:20+02:00</c>, or a day, which begins at
    /// 00:00 UTC. Nothing looser: what one reader takes for June 2 another takes for February 6.
    /// </summary>
    public static DateTimeOffset? Instant(string name, string? text, List<string> problems)
    {
        if (text is null) return null;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, styles, out var instant)
            && instant.Year is >= YearMin and <= YearMax
            ? instant
            : Wrong<DateTimeOffset?>(problems,
                $"{name} '{text}': must be a time like 2025-06-02T18:20Z (with Z or an offset) "
                    + $"or a date like 2025-06-02, from {YearMin} to {YearMax}.");
    }

    /// <summary>Reads the contracts of <c>--symbols</c>, separated by commas.</summary>
    public static List<Symbol> SymbolsNamed(string text, List<string> problems)
    {
        var symbols = new List<Symbol>();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Symbol.TryParse(name, out var symbol))
                problems.Add($"--symbols '{name}': is not a symbol like NEARUSDT.");
            else if (symbols.Contains(symbol)) problems.Add($"--symbols '{name}': is named twice.");
            else symbols.Add(symbol);
        }

        return symbols;
    }

    /// <summary>Reads a whole number within bounds.</summary>
    public static int Whole(string name, string text, int min, int max, List<string> problems) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= min && number <= max
            ? number
            : Wrong<int>(problems, $"{name} '{text}': must be a whole number from {min} to {max}.");

    /// <summary>The variables of this process.</summary>
    public static IReadOnlyDictionary<string, string> Environment() => System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");

    /// <summary>Reads settings: the environment first, then those of <c>--set</c>, which win.</summary>
    public static TradingSettings SettingsNamed(IReadOnlyList<string> pairs,
        IReadOnlyDictionary<string, string> environment, List<string> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment)
        {
            if (!name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)) continue;
            var key = name[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal);
            (values[key], variables[key]) = (value, name);
        }

        foreach (var pair in pairs)
        {
            var parts = pair.Split('=', 2);
            var key = parts[0].Trim();
            if (parts.Length == 2) values[key] = parts[1].Trim();
            else problems.Add($"--set '{pair}': must be KEY=VALUE, e.g. Risk:LeverageMax=5.");
            variables.Remove(key);
        }

        var (settings, wrong) = SettingsCatalog.Read(values);
        problems.AddRange(wrong.Select(problem => variables.TryGetValue(problem.Split(" = ")[0], out var variable)
            ? $"{variable}: {problem}"
            : problem));
        return settings;
    }

    /// <summary>What is written must find its place before the first minute, not after the last.</summary>
    private static void CheckPlaces(RunArguments arguments, List<string> problems)
    {
        if (arguments.State is { } state && StateDirectory.ProblemOf(state) is { } problem) problems.Add(problem);
        if (arguments.Summary is not { } file) return;
        if (string.IsNullOrWhiteSpace(file)) problems.Add("--summary: must name a file.");
        else if (Directory.Exists(file)) problems.Add($"--summary '{file}': is a directory, and must be a file.");
        else if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            problems.Add($"--summary '{file}': there is no directory {folder}.");
    }

    private static void CheckGenerated(RunArguments arguments, string? market, List<string> problems)
    {
        if (market is null or "sim") return;
        if (arguments.Seed is not null) problems.Add("--seed: belongs to --market sim.");
        if (arguments.SymbolCount is not null) problems.Add("--symbol-count: belongs to --market sim.");
    }

    private static int? PortOf(RunArguments arguments, List<string> problems)
    {
        if (arguments.Port is not null && arguments.NoWeb) problems.Add("--port: there is no web page with --no-web.");
        if (arguments.Port is not null && arguments.Speed == "max")
            problems.Add("--port: there is no web page at full speed; give a --speed.");
        var port = Whole("--port", arguments.Port ?? PortDefault, 1, 65_535, problems);
        return arguments.NoWeb ? null : port;
    }

    private static void CheckReplay(RunOptions options, RunArguments arguments, List<string> problems)
    {
        if (options.Data is null)
            problems.Add("--data: --market replay needs the directory that holds 1m/SYMBOL.csv.gz.");
        else if (!Directory.Exists(options.Data))
            problems.Add($"--data '{options.Data}': there is no such directory.");
        else if (!Directory.Exists(Path.Combine(options.Data, "1m")))
            problems.Add($"--data '{options.Data}': there is no directory 1m in it.");
        if (arguments.From is null) problems.Add("--from: --market replay needs it.");
        if (arguments.To is null) problems.Add("--to: --market replay needs it.");
        if (options.From < options.To && Minute.Of(options.From.Value) == Minute.Of(options.To.Value))
            problems.Add("--to: a replay needs at least one whole minute after --from.");
    }

    private static void CheckExchange(RunOptions options, List<string> problems)
    {
        if (ExchangeAccess.Exchange.Absence is { } absence) problems.Add($"--market binance: {absence}");
        if (options.From is not null) problems.Add("--from: a live market begins now.");
        if (options.Speed != 1) problems.Add("--speed: a live market runs at its own pace.");
    }

    private static List<Symbol> SymbolsOf(string text, string? market, List<string> problems)
    {
        if (text == "all") return [];
        if (market == "sim") problems.Add("--symbols: a generated market has its own; use --symbol-count.");
        if (market == "binance") problems.Add("--symbols: the exchange lists its own; use --set Universe:Exclude.");
        var symbols = SymbolsNamed(text, problems);
        if (symbols.Count == 0 && problems.Count == 0)
            problems.Add($"--symbols '{text}': must be all, or symbols separated by commas.");
        return symbols;
    }

    private static Uri? VenueOf(RunArguments arguments, List<string> problems)
    {
        if (arguments.Venue is not { } text) return null;
        if (arguments is not { Market: "sim", From: not null } || arguments.Speed == "max")
            problems.Add("--venue: belongs to --market sim with --from and a --speed.");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { IsLoopback: true, Scheme: "http" }
            ? address
            : Wrong<Uri>(problems, $"--venue '{text}': must be an address of this machine like http://127.0.0.1:7080.");
    }

    private static IReadOnlyList<string> ModelsOf(string? text, List<string> problems)
    {
        if (text is null) return Installation.ModelFolders;
        if (text == NoModels) return [];
        if (!Directory.Exists(text)) problems.Add($"--models '{text}': must be {NoModels}, or a folder of bundles.");
        return [text];
    }

    private static ulong SeedOf(string text, List<string> problems) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Wrong<ulong>(problems, $"--seed '{text}': must be a whole number from 0 to {ulong.MaxValue}.");

    private static double SpeedOf(string text, List<string> problems)
    {
        if (text == "max") return RunOptions.Max;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed)
            && speed is > 0 and <= ScaledTime.SpeedMax
            ? speed
            : Wrong<double>(
                problems, $"--speed '{text}': must be max, or a number above 0, up to {ScaledTime.SpeedMax}.");
    }

    private static TradingSettings SettingsOf(RunArguments arguments, List<string> problems)
    {
        var environment = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (arguments is { Market: "sim" or "replay", Models: not (null or NoModels) })
            environment[EnvironmentPrefix + AgeLimit] = "0";
        foreach (var (name, value) in arguments.Environment) environment[name] = value;
        return SettingsNamed(arguments.Settings, environment, problems);
    }

    private static T? Wrong<T>(List<string> problems, string problem)
    {
        problems.Add(problem);
        return default;
    }
}
