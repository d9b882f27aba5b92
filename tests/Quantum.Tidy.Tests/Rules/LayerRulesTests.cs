using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

public sealed class LayerRulesTests
{
    [Theory]
    [InlineData("Quantum.App", "Quantum.Core", true)]
    [InlineData("Quantum.Adapters.Sqlite", "Quantum.App", true)]
    [InlineData("Quantum.Cli", "Quantum.Adapters.Sqlite", true)]
    [InlineData("Quantum.Core", "Quantum.App", false)]
    [InlineData("Quantum.App", "Quantum.Simulation", false)]
    [InlineData("Quantum.Adapters.Sqlite", "Quantum.Simulation", false)] // neighbours do not know each other
    [InlineData("Quantum.Dashboard", "Quantum.Cli", false)] // nothing stands on a host
    [InlineData("Quantum.Functions", "Quantum.Cli", false)]
    [InlineData("Quantum.Cli", "Quantum.Conformance", false)] // a product does not stand on tests
    [InlineData("Quantum.Novelty", "Quantum.Core", false)] // a new project says where it belongs
    public void References_point_left_only(string project, string reference, bool isAllowed)
    {
        var tree = Project(project, $"""<ProjectReference Include="..\{reference}\{reference}.csproj" />""");
        Assert.Equal(isAllowed, !LayerRules.References(tree).Any());
    }

    [Fact]
    public void A_wrong_reference_is_named_with_its_line()
    {
        var tree = Project("Quantum.Core", """<ProjectReference Include="../Quantum.App/Quantum.App.csproj" />""");
        var violation = Assert.Single(LayerRules.References(tree));
        Assert.StartsWith("src/Quantum.Core/Quantum.Core.csproj:3: Quantum.App is not left of Quantum.Core; put",
            violation.ToString());
    }

    [Theory]
    [InlineData("Quantum.Core", """<PackageReference Include="A" />""", false)]
    [InlineData("Quantum.Core", """<PackageReference Include="A" PrivateAssets="all" />""", true)]
    [InlineData("Quantum.Core",
        """<PackageReference Include="A"><PrivateAssets>all</PrivateAssets></PackageReference>""", true)]
    [InlineData("Quantum.App", """<PackageReference Include="A" />""", true)]
    public void Core_has_no_package_at_run_time(string project, string item, bool isAllowed) =>
        Assert.Equal(isAllowed, !LayerRules.CorePackages(Project(project, item)).Any());

    private static SourceTree Project(string name, string item) => SourceTree.Of(($"src/{name}/{name}.csproj",
        $"<Project Sdk=\"Microsoft.NET.Sdk\">\n<ItemGroup>\n{item}\n</ItemGroup>\n</Project>\n"));
}
