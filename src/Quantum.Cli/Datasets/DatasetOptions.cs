using System.Globalization;
using Quantum.Cli.Recordings;
using Quantum.Cli.Running;
using Quantum.Core.Labels;
using Quantum.Core.Markets;
using Quantum.Datasets;

namespace Quantum.Cli.Datasets;

/// <summary>The options of <c>quantum dataset</c> as typed; what was not given has no value.</summary>
internal sealed record DatasetArguments(string? Data, string? Out, string? Symbols, string? From, string? To,
    string? Horizon, string? State, string? OutcomeWeight, IReadOnlyList<string> Settings,
    IReadOnlyDictionary<string, string> Environment);

/// <summary>What <c>quantum dataset</c> was asked to do, with every value judged.</summary>
/// <param name="Data">Directory of the recordings.</param>
/// <param name="Out">Directory of the data set.</param>
/// <param name="Symbols">Contracts wanted; empty for all that are recorded.</param>
/// <param name="From">First minute of a row.</param>
/// <param name="To">End, exclusive: no candle from there on is read.</param>
/// <param name="Labels">How rows are labelled.</param>
/// <param name="State">Directory of a run whose signals join; <see langword="null"/> for none.</param>
/// <param name="OutcomeWeight">Weight of a row that was a signal of that run.</param>
internal sealed record DatasetOptions(string Data, string Out, IReadOnlyList<Symbol> Symbols, Minute From, Minute To,
    LabelRules Labels, string? State, double OutcomeWeight)
{
    /// <summary>The options as typed, for the record.</summary>
    public required DatasetOrder Typed { get; init; }

    private const double WeightDefault = 2;
    private const double WeightMax = 1_000;

    private static readonly DateTimeOffset Oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Newest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads the options; a user corrects all mistakes in one go.</summary>
    /// <returns>The options, or every problem with the values that are allowed.</returns>
    public static (DatasetOptions? Options, IReadOnlyList<string> Problems) Read(DatasetArguments arguments)
    {
        var problems = new List<string>();
        DataDirectory.Check(arguments.Data, problems);
        CheckOut(arguments.Out, problems);
        var symbols = SymbolsOf(arguments.Symbols, problems);
        var from = RunOptionsReader.Instant("--from", arguments.From, problems) ?? Oldest;
        var to = RunOptionsReader.Instant("--to", arguments.To, problems) ?? Newest;
        if (from >= to) problems.Add($"--to '{arguments.To}': must be later than --from.");
        var labels = LabelRules.Of(
            RunOptionsReader.SettingsNamed(arguments.Settings, arguments.Environment, problems));
        if (arguments.Horizon is { } horizon)
        {
            labels = labels with
            {
                HorizonMinutes = RunOptionsReader.Whole("--horizon", horizon, 1, LabelRules.HorizonMax, problems),
            };
        }

        var weight = WeightOf(arguments.OutcomeWeight, problems);
        return problems.Count > 0
            ? (null, problems)
            : (new(arguments.Data!, arguments.Out!, symbols, Minute.Of(from), Minute.Of(to), labels, arguments.State,
                weight)
            {
                Typed = new(arguments.Symbols, arguments.From, arguments.To, arguments.Horizon, arguments.OutcomeWeight,
                    arguments.Settings),
            }, problems);
    }

    private static void CheckOut(string? path, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            problems.Add("--out: is needed, the directory to write the data set into.");
            return;
        }

        DataDirectory.CheckNoFile("--out", path, problems);
        try
        {
            if (DatasetFolder.Refusal(path) is { } refusal)
                problems.Add($"--out '{path}': {refusal}; take an empty directory.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"--out '{path}': cannot be read: {error.Message}");
        }
    }

    private static double WeightOf(string? text, List<string> problems)
    {
        if (text is null) return WeightDefault;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
            || !(weight is >= 0 and <= WeightMax))
        {
            problems.Add($"--outcome-weight '{text}': must be a number from 0 to {WeightMax}.");
        }

        return weight;
    }

    private static List<Symbol> SymbolsOf(string? text, List<string> problems)
    {
        if (text is null or "all") return [];
        var known = problems.Count;
        var symbols = RunOptionsReader.SymbolsNamed(text, problems);
        if (symbols.Count == 0 && problems.Count == known)
            problems.Add($"--symbols '{text}': must be all, or symbols separated by commas.");
        return symbols;
    }
}
