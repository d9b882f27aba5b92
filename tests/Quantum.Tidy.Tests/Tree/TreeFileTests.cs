namespace Quantum.Tidy.Tests.Tree;

public sealed class TreeFileTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("a\n", 1)]
    [InlineData("a\r\nb\n", 2)]
    [InlineData("a\n\n", 2)]
    public void The_last_line_break_begins_no_line(string text, int lines) =>
        Assert.Equal(lines, new TreeFile("a.md", text).Lines.Count);

    [Theory]
    [InlineData("a(\"text\");", "a(      );")]
    [InlineData("a($\"text {b} text\");", "a($\"     {b}     \");")]
    [InlineData("a(); // why", "a();       ")]
    [InlineData("a(/* why */ 'c');", "a(             );")]
    [InlineData("a(\"\"\"text\"\"\");", "a(          );")]
    public void Prose_is_blanked_and_code_keeps_its_columns(string text, string code) =>
        Assert.Equal(code, new TreeFile("a.cs", text).CodeLines[0]);
}
