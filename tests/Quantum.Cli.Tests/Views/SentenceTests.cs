using Quantum.Cli.Views;
using Spectre.Console;

namespace Quantum.Cli.Tests.Views;

public sealed class SentenceTests
{
    [Fact]
    public void A_narrow_terminal_breaks_between_words_and_takes_nothing_for_markup()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 20;

        Sentence.Write(console, "10 decisions: [red] LIQUIDITY_THIN 7.");

        Assert.Equal(["10 decisions: [red]", "LIQUIDITY_THIN 7.", ""],
            writer.ToString().Split('\n').Select(line => line.TrimEnd()));
    }
}
