using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

public sealed class PackageRulesTests
{
    private const string Central =
        """<Project><ItemGroup><PackageVersion Include="A" Version="1" /></ItemGroup></Project>""";

    [Theory]
    [InlineData("""<PackageReference Include="A" />""", null)]
    [InlineData("""<PackageReference Include="A" Version="1" />""", "leave out the version of A; it")]
    [InlineData("""<PackageReference Include="A"><Version>1</Version></PackageReference>""", "leave out the version")]
    [InlineData("""<PackageReference Include="A" VersionOverride="2" />""", "leave out the version of A")]
    [InlineData("""<PackageReference Include="B" />""", "B has no version; add it to Directory.Packages.props")]
    [InlineData("""<PackageVersion Include="A" Version="2" />""", "move the version of A to Directory.Packages.props.")]
    public void Versions_stand_in_the_central_file_only(string item, string? message)
    {
        var tree = SourceTree.Of(
            ("Directory.Packages.props", Central),
            ("src/X/X.csproj", $"<Project>\n<ItemGroup>\n{item}\n</ItemGroup>\n</Project>\n"));
        var found = PackageRules.Versions(tree).Select(violation => violation.ToString()).ToList();
        Assert.Equal(message is null ? 0 : 1, found.Count);
        if (message is not null) Assert.StartsWith("src/X/X.csproj:3: " + message, found[0]);
    }
}
