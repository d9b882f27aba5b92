using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Quantum.Cli.Commands;

/// <summary>
/// A call that cannot even be parsed: every problem at once all the same, the values that could be read included.
/// </summary>
internal static class WrongCall
{
    /// <summary>Letters that a misspelt word may be away from the one that is meant.</summary>
    private const int DistanceMax = 2;

    /// <summary>Prints what is wrong.</summary>
    /// <param name="parsed">A call with errors.</param>
    /// <param name="problems">What the command itself finds wrong with the values.</param>
    public static int Refuse(ParseResult parsed, IReadOnlyList<string> problems)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            new HelpAction().Invoke(parsed); // Nothing but a command is missing: the help lists them.
            return Failures.Wrong([$"`{Path(parsed)}` needs a command."]);
        }

        var errors = parsed.Errors.Select(error => error.Message)
            .Where(message => !IsAboutToken(parsed, message))
            .Where(_ => command.Subcommands.Count == 0); // "A command is missing" besides the one that is misspelt.
        return Failures.Wrong(
        [
            .. errors, .. Unknown(parsed.UnmatchedTokens, command), .. problems,
            $"`{Path(parsed)} --help` lists what can be said.",
        ]);
    }

    /// <summary>Whether the parser found the call wrong, and nobody asked for help or the version.</summary>
    public static bool Is(ParseResult parsed) => parsed is { Errors.Count: > 0, Action: ParseErrorAction };

    /// <summary>The value of an option; its default where what was given cannot be read.</summary>
    public static T? Value<T>(ParseResult parsed, Option<T> option) =>
        parsed.GetResult(option) is { } result && result.Errors.Any()
            ? option.HasDefaultValue ? (T?)option.GetDefaultValue() : default
            : parsed.GetValue(option);

    /// <summary>Judges each word given for an option or argument while the call is parsed.</summary>
    /// <param name="result">What was given.</param>
    /// <param name="judge">Takes a word and adds what is wrong with it.</param>
    public static void Judge(SymbolResult result, Action<string, List<string>> judge)
    {
        var problems = new List<string>();
        foreach (var token in result.Tokens) judge(token.Value, problems);
        foreach (var problem in problems) result.AddError(problem);
    }

    /// <summary>The parser says the same of a word that it did not expect, in other words.</summary>
    private static bool IsAboutToken(ParseResult parsed, string message) =>
        parsed.UnmatchedTokens.Any(token => message.EndsWith($"'{token}'.", StringComparison.Ordinal));

    private static IEnumerable<string> Unknown(IReadOnlyList<string> tokens, Command command)
    {
        for (var index = 0; index < tokens.Count; index++)
        {
            // What follows an unknown option is its value, and not worth a sentence of its own.
            var isValue = index > 0 && IsOption(tokens[index - 1]) && !IsOption(tokens[index]);
            if (isValue) continue;
            yield return Unknown(tokens[index], command);
            if (command.Subcommands.Count > 0 && !IsOption(tokens[index])) yield break; // What follows is its own.
        }
    }

    private static bool IsOption(string token) => token.StartsWith('-');

    private static string Unknown(string token, Command command)
    {
        var isOption = IsOption(token);
        var known = (isOption ? command.Options.Cast<Symbol>() : command.Subcommands).Select(symbol => symbol.Name);
        var meant = known.Select(name => (Name: name, Distance: Distance(name, token)))
            .Where(pair => pair.Distance <= DistanceMax)
            .OrderBy(pair => pair.Distance).ThenByDescending(pair => Alike(pair.Name, token))
            .Select(pair => pair.Name).FirstOrDefault();
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "word";
        return $"'{token}': there is no such {kind}{(meant is null ? "." : $"; did you mean {meant}?")}";
    }

    /// <summary>Letters that both words begin with.</summary>
    private static int Alike(string left, string right) =>
        left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();

    /// <summary>Letters to change, add or leave out, to make one word of another (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                var swap = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(swap, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[^1];
    }

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
            names.Insert(0, at.Command is RootCommand ? "quantum" : at.Command.Name);
        return string.Join(' ', names);
    }
}
