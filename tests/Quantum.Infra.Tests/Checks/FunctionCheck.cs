using System.Text.RegularExpressions;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Checks;

/// <summary>
/// The functions of the host are those of CloudNames, each once, and their triggers name no queue, schedule or
/// container by hand. Reads the source, because the host's packages are not on every mirror.
/// </summary>
public static partial class FunctionCheck
{
    /// <summary>Where the host's source lies.</summary>
    public const string Folder = "src/Quantum.Functions/";

    /// <summary>Everything that does not fit.</summary>
    public static IEnumerable<string> Find(InfraFiles files)
    {
        foreach (Match match in Project().Matches(files["azure.yaml"]))
        {
            if (!files.Below(match.Groups["path"].Value + "/", ".csproj").Any())
                yield return $"azure.yaml: there is no project in {match.Groups["path"].Value}.";
        }

        var functions = SharedNames.Groups["functions"];
        var found = new List<string>();
        foreach (var path in files.Below(Folder, ".cs"))
        {
            var code = files[path];
            foreach (Match match in Function().Matches(code))
            {
                found.Add(match.Groups["name"].Value);
                if (!functions.Values.Contains(match.Groups["name"].Value))
                    yield return $"{path}: {match.Groups["name"].Value} is no function of CloudNames.";
            }

            foreach (Match match in WrittenOut().Matches(code))
                yield return $"{path}: {match.Value}…: the name is written out; take it from CloudNames.";
        }

        foreach (var name in functions.Values)
        {
            var count = found.Count(each => each == name);
            if (count != 1) yield return $"{Folder}: the function {name} is declared {count} times.";
        }
    }

    [GeneratedRegex(@"^    project: \./(?<path>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Project();

    [GeneratedRegex(@"\[Function\((?:\w+\.)*(?<name>\w+)\)\]")]
    private static partial Regex Function();

    [GeneratedRegex(@"(\[Function\(|TimerTrigger\(|QueueTrigger\(|BlobTrigger\()""[^%]")]
    private static partial Regex WrittenOut();
}
