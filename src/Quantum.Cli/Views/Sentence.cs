using Spectre.Console;

namespace Quantum.Cli.Views;

/// <summary>A sentence as a line of standard output.</summary>
internal static class Sentence
{
    /// <summary>Says it: broken between words in a terminal, whole where the output goes to a file or a pipe.</summary>
    public static void Say(string text, Style? style = null)
    {
        if (Console.IsOutputRedirected) Console.WriteLine(text);
        else Write(AnsiConsole.Console, text, style);
    }

    /// <summary>Writes it to a terminal, which by itself would break it in the middle of a word.</summary>
    public static void Write(IAnsiConsole console, string text, Style? style = null) =>
        console.Write(new Text(text + "\n", style));
}
