using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData("src/Quantum.Core/Orders/Price.cs", true)]
    [InlineData("src/Quantum.Core/Helpers/Price.cs", false)]
    [InlineData("src/Quantum.Core/managers/Price.cs", false)]
    [InlineData("src/Quantum.Utils/Price.cs", false)]
    [InlineData("docs/misc/a.md", false)]
    [InlineData("src/Quantum.Core/Commons/Price.cs", true)] // whole names only
    public void Folders_are_nouns_of_the_domain(string path, bool isAllowed) =>
        Assert.Equal(isAllowed, !NameRules.Folders(SourceTree.Of((path, ""))).Any());

    [Theory]
    [InlineData("public class Price { }", true)]
    [InlineData("public readonly record struct Price;\npublic sealed record Quote(int A);", true)]
    [InlineData("public class Price<T> { }", true)]
    [InlineData("internal class Cost { }", true)] // not public
    [InlineData("public class Cost { }", false)]
    [InlineData("namespace A { public class Cost { } }", false)]
    [InlineData("public record Cost;\npublic record Fee;", true)] // a file of records has no chief
    [InlineData("public class Price { public class Cost { } }", true)] // nested
    public void A_public_type_is_named_like_its_file(string text, bool isAllowed) =>
        Assert.Equal(isAllowed, !NameRules.Types(SourceTree.Of(("src/Quantum.Core/Orders/Price.cs", text))).Any());

    [Theory]
    [InlineData("class", 40, true)]
    [InlineData("class", 41, false)]
    [InlineData("interface", 41, false)]
    [InlineData("record", 41, true)] // data
    public void Only_small_types_stand_beside_it(string kind, int lines, bool isAllowed)
    {
        var body = string.Concat(Enumerable.Repeat("// line\n", lines - 2));
        var text = $"public class Price {{ }}\npublic {kind} Cost {{\n{body}}}\n";
        var found = NameRules.Types(SourceTree.Of(("src/Quantum.Core/Orders/Price.cs", text))).ToList();
        Assert.Equal(isAllowed, found.Count == 0);
        Assert.All(found,
            violation => Assert.StartsWith("src/Quantum.Core/Orders/Price.cs:2: Cost has", violation.ToString()));
    }

    [Theory]
    [InlineData("src/Quantum.Core/Orders/Price.Rounding.cs", true)] // a part of Price
    [InlineData("tests/Quantum.Core.Tests/Orders/PriceTests.cs", true)] // tests have rules of their own
    public void Parts_and_tests_are_left_alone(string path, bool isAllowed) =>
        Assert.Equal(isAllowed, !NameRules.Types(SourceTree.Of((path, "public partial class Price { }"))).Any());
}
