using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

public sealed class BannedTextsTests
{
    private const string Core = "src/Quantum.Core/A.cs";
    private const string App = "src/Quantum.App/A.cs";
    private const string Adapter = "src/Quantum.Adapters.Sqlite/A.cs";
    private const string Host = "src/Quantum.Cli/A.cs";
    private const string Test = "tests/Quantum.Core.Tests/ATests.cs";

    [Theory]
    [InlineData(Core, "var a = DateTime.Now;", "DateTime.Now is banned here; take the time as a parameter")]
    [InlineData(Adapter, "var a = DateTimeOffset.UtcNow;", "DateTimeOffset.UtcNow is banned here; take the time")]
    [InlineData(Adapter, "var a = TimeProvider.System;", "TimeProvider.System is banned here; take a TimeProvider")]
    [InlineData(Host, "var a = DateTime.UtcNow;", null)] // a host may ask the clock
    [InlineData(Core, "var a = DateTime.Nowhere;", null)]
    [InlineData(Core, "// DateTime.Now would differ on every run.", null)]
    [InlineData(Core, "/// <summary>Not DateTime.Now.</summary>\nclass A { }", null)]
    [InlineData(Core, "var a = \"DateTime.Now\";", null)]
    [InlineData(Core, "var a = $\"DateTime.Now {DateTime.Now}\";", "DateTime.Now is banned here")]
    [InlineData(Adapter, "var a = Guid.NewGuid();", "Guid.NewGuid is banned here; derive the id")]
    [InlineData(Test, "var a = Guid.NewGuid();", null)] // a test may name a folder of its own
    [InlineData(Test, "var a = Random.Shared.Next();", "Random.Shared is banned here; take a seed")]
    [InlineData(Test, "var a = new Random();", "new Random() is banned here; take a seed")]
    [InlineData(Test, "var a = new Random(17);", null)]
    [InlineData(Adapter, "Use(ETag.All);", "ETag.All is banned here; write over the version that was read")]
    [InlineData(Adapter, "Thread.Sleep(1);", "Thread.Sleep is banned here; let the next tick do it")]
    [InlineData(Test, "throw new NotImplementedException();", "NotImplementedException is banned here; finish it")]
    [InlineData(App, "await a.ConfigureAwait(false);", ".ConfigureAwait( is banned here; await plainly")]
    [InlineData(Adapter, "await a.ConfigureAwait(false);", null)]
    [InlineData(App, "await Task.Run(A);", "Task.Run( is banned here; await on the caller's thread")]
    [InlineData(App, "// TO" + "DO later", "TO" + "DO is banned here; do it now or open an issue")]
    [InlineData("docs/a.md", "FIX" + "ME", "FIX" + "ME is banned here")]
    [InlineData("docs/a.md", "Hackers need not apply.", null)]
    [InlineData("README.md", "Run /ho" + "me/ann/quantum.", "/ho" + "me/a is banned here; name a path relative")]
    [InlineData("README.md", "Open https://example.org/ho" + "me/ann.", null)]
    [InlineData("nuget.config", "https://api.nu" + "get.org/v3", "://api.nu" + "get.org is banned here; leave")]
    public void A_banned_text_is_named_with_its_replacement(string path, string text, string? message)
    {
        var found = BannedTexts.Find(SourceTree.Of((path, "\n" + text + "\n"))).ToList();
        Assert.Equal(message is null ? 0 : 1, found.Count);
        if (message is not null) Assert.StartsWith($"{path}:2: {message}", found[0].ToString());
    }

    [Theory]
    [InlineData("try { A(); } catch { }", false)]
    [InlineData("try { A(); } catch (IOException) { }", false)]
    [InlineData("try { A(); } catch (IOException) when (B) {\n}", false)]
    [InlineData("try { A(); } catch (IOException) { B(); }", true)]
    [InlineData("try { A(); } catch (IOException) {\n// The file of another run; it is read again.\n}", true)]
    public void A_catch_is_never_empty_without_a_reason(string text, bool isAllowed) =>
        Assert.Equal(isAllowed, !BannedTexts.EmptyCatches(SourceTree.Of((Core, text))).Any());
}
