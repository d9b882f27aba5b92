using Quantum.Cli.Running;
using Quantum.Cli.Tests.Fakes;
using Quantum.Cli.Views;
using Spectre.Console;

namespace Quantum.Cli.Tests.Views;

public sealed class LiveViewTests
{
    [Theory]
    [InlineData(120, 40, 0, 0)]
    [InlineData(120, 40, 50, 50)]
    [InlineData(80, 24, 0, 0)]
    [InlineData(80, 24, 3, 1)]
    [InlineData(80, 24, 50, 50)]
    [InlineData(200, 60, 50, 50)]
    public void It_fits_the_terminal(int width, int height, int positions, int trades)
    {
        var status = SampleStatus.Of(positions, trades);
        var lines = Draw(width, LiveView.Screen(
            "generated market, seed 1, 222 symbols", "http://localhost:7071   state .quantum/sim", status,
            SampleStatus.Decisions(9), new RunProgress(), width, height));

        Assert.True(lines.Length <= height, $"{lines.Length} lines:\n{string.Join('\n', lines)}");
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.Contains(lines, line => line.StartsWith("http://localhost:7071", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line == "…"); // What a table says that found no room.
        var shown = lines.Count(line => line.StartsWith("1000VERYLONG", StringComparison.Ordinal));
        var hidden = lines.FirstOrDefault(line => line.Contains("more: quantum positions", StringComparison.Ordinal));
        Assert.Equal(positions > shown, hidden is not null);
        if (hidden is not null) Assert.Contains($"({positions - shown} more", hidden);
    }

    [Theory]
    [InlineData(100, 40, 5, true)]
    [InlineData(80, 24, 3, false)] // Too low for both: decisions are what is gone soon.
    public void The_last_decisions_are_there_in_plain_words_and_trades_where_there_is_room(
        int width, int height, int decisions, bool hasTrades)
    {
        var lines = Draw(width, LiveView.Screen(
            "t", "p", SampleStatus.Of(1, 3), SampleStatus.Decisions(9), new RunProgress(), width, height));

        var first = Array.FindIndex(lines, line => line.Contains(" last decisions ", StringComparison.Ordinal)) + 1;
        Assert.True(first > 0, string.Join('\n', lines));
        Assert.All(lines[first..(first + decisions)], line => Assert.Matches("^18:20 SYN0[0-9]{2}USDT BUY ", line));
        Assert.StartsWith("18:20 SYN000USDT BUY and 12 more refused: 3 positions are open; at most", lines[first]);
        Assert.DoesNotMatch("^18:20", lines[first + decisions]);
        Assert.Equal(hasTrades, lines.Any(line => line.Contains(" last trades ", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_account_that_was_never_read_has_no_equity()
    {
        var status = SampleStatus.Of(0, 0);

        Assert.Contains("0 open, equity 10000.50 USDT. It says", LiveView.Line(status, new RunProgress()));
        Assert.Contains("0 open, account not read yet. It says",
            LiveView.Line(status with { Books = null }, new RunProgress()));
    }

    [Fact]
    public void Words_that_look_like_markup_are_shown_as_they_are()
    {
        var lines = Draw(120, LiveView.Screen(
            SampleStatus.Markup, SampleStatus.Markup, SampleStatus.Of(1, 1), [], new RunProgress(), 120, 40));

        Assert.Contains(lines, line => line.Contains($"It says {SampleStatus.Markup}.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(SampleStatus.Markup, StringComparison.Ordinal));
    }

    private static string[] Draw(int width, Spectre.Console.Rendering.IRenderable picture)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Write(picture);
        return [.. writer.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd())];
    }
}
