using Quantum.Core.Models;

namespace Quantum.Cli.Training;

/// <summary>What <c>quantum train</c> was asked to do.</summary>
/// <param name="Dataset">Folder of the data set.</param>
/// <param name="Out">Folder below which the bundle's folder is made.</param>
/// <param name="SignWith">File of a private key, PEM; <see langword="null"/> for an unsigned bundle.</param>
/// <param name="Passed">Options that go to the trainer as they are.</param>
internal sealed record TrainOptions(string Dataset, string Out, string? SignWith, IReadOnlyList<string> Passed)
{
    /// <summary>Judges the options.</summary>
    /// <param name="dataset">As typed.</param>
    /// <param name="output">As typed.</param>
    /// <param name="signWith">As typed.</param>
    /// <param name="passed">Names and values of the trainer's options; those without a value are left out.</param>
    /// <returns>The options, or every problem.</returns>
    public static (TrainOptions? Options, IReadOnlyList<string> Problems) Read(string? dataset, string output,
        string? signWith, IEnumerable<(string Name, string? Value)> passed)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(dataset))
            problems.Add("--dataset: is needed, the folder that `quantum dataset` wrote.");
        else if (!File.Exists(Path.Combine(dataset, "dataset.json")))
            problems.Add($"--dataset '{dataset}': there is no dataset.json in it.");
        if (signWith is not null && !File.Exists(signWith))
            problems.Add($"--sign-with '{signWith}': there is no such file.");
        var given = passed.Where(option => option.Value is not null).ToList();
        if (given.FirstOrDefault(option => option.Name == "--version").Value is { } version
            && !BundleNames.IsVersion(version))
            problems.Add($"--version '{version}': must be 1 to 64 of [0-9A-Za-z._-], a letter or digit first.");
        return problems.Count > 0 ? (null, problems)
            : (new(dataset!, output, signWith, [.. given.SelectMany(option => new[] { option.Name, option.Value! })]),
                problems);
    }
}
