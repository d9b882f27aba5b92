using Quantum.Core.Models;

namespace Quantum.Core.Tests.Models;

public class BundleNamesTests
{
    [Theory]
    [InlineData("2025-06-01.3", true)]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("../up", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a..b", false)]
    [InlineData("/etc", false)]
    [InlineData("-rf", false)]
    [InlineData("a.", false)]
    [InlineData("a b", false)]
    [InlineData("a\0", false)]
    [InlineData("ä", false)]
    public void A_version_leads_nowhere_else(string text, bool isVersion) =>
        Assert.Equal(isVersion, BundleNames.IsVersion(text));

    [Fact]
    public void A_version_has_at_most_64_characters()
    {
        Assert.True(BundleNames.IsVersion(new string('a', 64)));
        Assert.False(BundleNames.IsVersion(new string('a', 65)));
    }

    [Fact]
    public void The_manifest_is_no_file_of_its_own_list() => Assert.False(BundleNames.IsFile("manifest.json"));

    [Theory]
    [InlineData("../../etc/passwd", ".._.._etc_passwd")]
    [InlineData("", "_")]
    public void Any_text_can_be_shown_safely(string text, string safe) => Assert.Equal(safe, BundleNames.Safe(text));
}
