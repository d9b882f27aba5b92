using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>Versions of packages stand in one place.</summary>
public static class PackageRules
{
    private const string Central = "Directory.Packages.props";

    /// <summary>A project names a package; the central file names its version.</summary>
    public static IEnumerable<Violation> Versions(SourceTree tree)
    {
        var files = tree.Projects.Concat(tree.EndingIn(".targets")).Concat(tree.EndingIn(".props")).ToList();
        var known = files.Where(file => file.Path == Central).SelectMany(file => file.Items("PackageVersion"))
            .Select(item => item.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.Where(file => file.Path != Central))
        {
            foreach (var item in file.Items("PackageVersion"))
                yield return file.At(item.Line, $"move the version of {item.Value} to {Central}.");
            foreach (var item in file.Items("PackageReference"))
            {
                if (item["Version"] is not null || item["VersionOverride"] is not null)
                    yield return file.At(item.Line, $"leave out the version of {item.Value}; it belongs in {Central}.");
                if (!known.Contains(item.Value))
                    yield return file.At(item.Line,
                        $"{item.Value} has no version; add it to {Central} and its reason to docs/decisions.");
            }
        }
    }
}
