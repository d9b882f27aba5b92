using System.Text.RegularExpressions;

namespace Quantum.Infra.Tests.Bicep;

/// <summary>A parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRequired">Whether it has no default.</param>
public sealed record BicepParameter(string Name, bool IsRequired);

/// <summary>A call of a module.</summary>
/// <param name="Symbol">What the file calls it.</param>
/// <param name="Path">The module's file, relative to the calling one.</param>
/// <param name="Arguments">Names of what is passed.</param>
public sealed record BicepCall(string Symbol, string Path, IReadOnlyList<string> Arguments);

/// <summary>A resource.</summary>
/// <param name="Type">Such as <c>Microsoft.Storage/storageAccounts</c>.</param>
/// <param name="Version">Its API version.</param>
public sealed record BicepResource(string Type, string Version);

/// <summary>
/// The structure of a Bicep file, read without a compiler: declarations begin at the start of a line, as the formatter
/// writes them, and a line that begins otherwise is kept as <see cref="Unreadable"/> rather than passed over.
/// </summary>
public sealed partial class BicepFile
{
    /// <summary>Reads a file.</summary>
    public BicepFile(string path, string text)
    {
        Path = path;
        var code = BicepText.WithoutComments(text);
        Literals = BicepText.LiteralsOf(code);
        Code = code;
        Parameters = [.. Parameter().Matches(code).Select(match =>
            new BicepParameter(match.Groups["name"].Value, !match.Groups["default"].Success))];
        Outputs = [.. Output().Matches(code).Select(match => match.Groups["name"].Value)];
        Resources = [.. Resource().Matches(code).Select(match =>
            new BicepResource(match.Groups["type"].Value, match.Groups["version"].Value))];
        Calls = [.. Module().Matches(code).Select(match => new BicepCall(match.Groups["name"].Value,
            match.Groups["path"].Value, BicepText.KeysOf(BicepText.BlockAfter(code, match.Index), "params")))];
        OutputUses = [.. OutputUse().Matches(code).Select(match =>
            (match.Groups["symbol"].Value, match.Groups["output"].Value))];
        Unreadable = [.. code.Split('\n').Where(line => line.Length > 0 && !Known().IsMatch(line))];
    }

    /// <summary>Path in the repository.</summary>
    public string Path { get; }

    /// <summary>The text without comments.</summary>
    public string Code { get; }

    /// <summary>Parameters.</summary>
    public IReadOnlyList<BicepParameter> Parameters { get; }

    /// <summary>Names of outputs.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Resources, existing ones too.</summary>
    public IReadOnlyList<BicepResource> Resources { get; }

    /// <summary>Calls of modules.</summary>
    public IReadOnlyList<BicepCall> Calls { get; }

    /// <summary>Uses of modules' outputs.</summary>
    public IReadOnlyList<(string Symbol, string Output)> OutputUses { get; }

    /// <summary>The texts between quotes, without what is inserted into them.</summary>
    public IReadOnlyList<string> Literals { get; }

    /// <summary>Lines at the start of which stands nothing that this reader knows.</summary>
    public IReadOnlyList<string> Unreadable { get; }

    /// <summary>Uses of <c>names.json</c>: group and name, through a variable of a group too.</summary>
    public IEnumerable<(string Group, string Name)> NameUses()
    {
        var groups = GroupVariable().Matches(Code)
            .ToDictionary(match => match.Groups["variable"].Value, match => match.Groups["group"].Value);
        foreach (Match match in NameUse().Matches(Code))
            yield return (match.Groups["group"].Value, match.Groups["name"].Value);
        foreach (var (variable, group) in groups)
        {
            foreach (Match match in Regex.Matches(Code, $@"(?<![\w.]){variable}\.(?<name>\w+)"))
                yield return (group, match.Groups["name"].Value);
        }
    }

    [GeneratedRegex(@"^param (?<name>\w+) [\w\[\]?]+(?<default> =)?", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^output (?<name>\w+) ", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"^resource \w+ '(?<type>[\w./]+)@(?<version>[\w-]+)'", RegexOptions.Multiline)]
    private static partial Regex Resource();

    [GeneratedRegex(@"^module (?<name>\w+) '(?<path>[^']+)'", RegexOptions.Multiline)]
    private static partial Regex Module();

    [GeneratedRegex(@"\b(?<symbol>\w+)!?\.outputs\.(?<output>\w+)")]
    private static partial Regex OutputUse();

    [GeneratedRegex(@"^(targetScope|param|var|func|resource|module|output|@|[ })\]])")]
    private static partial Regex Known();

    [GeneratedRegex(@"^var (?<variable>\w+) = names\.(?<group>\w+)$", RegexOptions.Multiline)]
    private static partial Regex GroupVariable();

    [GeneratedRegex(@"(?<![\w.])names\.(?<group>\w+)\.(?<name>\w+)")]
    private static partial Regex NameUse();
}
