using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

public sealed class MirrorRulesTests
{
    private const string Fact = "class T\n{\n    [Fact]\n    public void Holds() { }\n}\n";

    [Theory]
    [InlineData("tests/Quantum.Core.Tests/Orders/PriceTests.cs", true)]
    [InlineData("tests/Quantum.Core.Tests/Orders/PriceRoundingTests.cs", true)] // a part of the subject
    [InlineData("tests/Quantum.Core.Tests/Orders/PriceTests.Rounding.cs", true)]
    [InlineData("tests/Quantum.Core.Tests/Orders/OrderTests.cs", true)] // about OrderRecord.cs
    [InlineData("tests/Quantum.Core.Tests/Invariants/NoSilenceTests.cs", true)]
    [InlineData("tests/Quantum.Core.Tests/Fakes/FakeClockTests.cs", true)]
    [InlineData("tests/Quantum.Core.Tests/PriceTests.cs", false)] // the wrong folder
    [InlineData("tests/Quantum.Core.Tests/Orders/CostTests.cs", false)] // no such subject
    [InlineData("tests/Quantum.Conformance/Orders/CostTests.cs", true)] // a suite, not a mirror
    public void A_test_lies_where_its_subject_lies(string path, bool isAllowed) =>
        Assert.Equal(isAllowed, !MirrorRules.Tests(TreeWith(path)).Any());

    [Fact]
    public void A_test_without_a_subject_is_told_where_to_go()
    {
        const string Path = "tests/Quantum.Core.Tests/Orders/CostTests.cs";
        var violation = Assert.Single(MirrorRules.Tests(TreeWith(Path)));
        Assert.Equal($"{Path}:1: no file src/Quantum.Core/Orders/Cost*.cs; move the test to where its subject lies, "
            + "or to one of the folders Fakes, Invariants, TestData.", violation.ToString());
    }

    [Theory]
    [InlineData("tests/Quantum.Core.Tests/Orders/PriceTests.cs", true)]
    [InlineData("tests/Quantum.Core.Tests/Orders/PriceChecks.cs", false)]
    [InlineData("tests/Quantum.Core.Tests/Fakes/FakeClock.cs", true)]
    public void No_test_hides_in_a_file_of_another_name(string path, bool isAllowed) =>
        Assert.Equal(isAllowed, !MirrorRules.TestFileNames(TreeWith(path)).Any());

    private static SourceTree TreeWith(string path) => SourceTree.Of(
        ("src/Quantum.Core/Quantum.Core.csproj", "<Project />"),
        ("src/Quantum.Core/Orders/Price.cs", ""),
        ("src/Quantum.Core/Orders/OrderRecord.cs", ""),
        (path, Fact));
}
