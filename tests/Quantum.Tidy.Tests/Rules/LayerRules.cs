using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>Core ← App ← adapters, models and pages ← hosts: references point left only.</summary>
public static class LayerRules
{
    private const string Core = "Quantum.Core";

    /// <summary>Project names, or their beginnings where they end in a dot, from left to right.</summary>
    private static readonly string[][] Layers =
    [
        [Core],
        ["Quantum.App"],
        ["Quantum.Inference", "Quantum.Simulation", "Quantum.Datasets", "Quantum.Adapters.", "Quantum.Dashboard"],
        ["Quantum.Functions", "Quantum.Cli"],
    ];

    /// <summary>References of products point left, hosts are not referenced, and every product has a layer.</summary>
    public static IEnumerable<Violation> References(SourceTree tree)
    {
        foreach (var project in tree.Projects.Where(project => project.IsBelow("src")))
        {
            var layer = LayerOf(project.ProjectName());
            if (layer < 0)
                yield return project.At(1, "the project belongs to no layer; give it a place in LayerRules.Layers.");
            foreach (var reference in project.ProjectReferences())
            {
                var target = LayerOf(reference.Value);
                if (target < 0)
                    yield return project.At(reference.Line,
                        $"{reference.Value} belongs to no layer; a product refers to products only.");
                else if (layer >= 0 && target >= layer)
                    yield return project.At(reference.Line,
                        $"{reference.Value} is not left of {project.ProjectName()}; put what both need into a port in "
                        + "Quantum.App, and wire them together in a host.");
            }
        }
    }

    /// <summary>Core ships no package: analysers only, and those stay private.</summary>
    public static IEnumerable<Violation> CorePackages(SourceTree tree) =>
        from project in tree.Projects.Where(project => project.IsBelow("src") && project.ProjectName() == Core)
        from package in project.Items("PackageReference")
        where !string.Equals(package["PrivateAssets"], "all", StringComparison.OrdinalIgnoreCase)
        select project.At(package.Line,
            $"Core depends on no package at run time, {package.Value} included; write what is needed, or for an "
            + "analyser add PrivateAssets=\"all\".");

    private static int LayerOf(string project) => Array.FindIndex(Layers, names => names.Any(name =>
        name.EndsWith('.') ? project.StartsWith(name, StringComparison.Ordinal) : project == name));
}
