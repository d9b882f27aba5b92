using System.Text;

namespace Quantum.Infra.Tests.Bicep;

/// <summary>Bicep as characters: strings, what is inserted into them, comments and braces.</summary>
public static class BicepText
{
    /// <summary>The text with every <c>//</c> comment cut off; Bicep's block comments are not used here.</summary>
    public static string WithoutComments(string text)
    {
        var lines = text.Split('\n').Select(line =>
        {
            var inString = false;
            for (var at = 0; at < line.Length; at++)
            {
                if (line[at] == '\\' && inString) at++;
                else if (line[at] == '\'') inString = !inString;
                else if (!inString && line[at] == '/' && at + 1 < line.Length && line[at + 1] == '/')
                    return line[..at].TrimEnd();
            }

            return line.TrimEnd();
        });
        return string.Join('\n', lines);
    }

    /// <summary>All texts between quotes; an inserted <c>${…}</c> parts two texts.</summary>
    public static IReadOnlyList<string> LiteralsOf(string code)
    {
        var found = new List<string>();
        var text = new StringBuilder();
        var open = new Stack<char>(); // ' for a string, { for an insertion or a block
        for (var at = 0; at < code.Length; at++)
        {
            var inString = open.TryPeek(out var top) && top == '\'';
            if (inString && code[at] == '\\') text.Append(code[++at]);
            else if (inString && code[at] == '$' && code[at + 1] == '{')
            {
                Take(found, text);
                open.Push('{');
                at++;
            }
            else if (inString && code[at] == '\'')
            {
                Take(found, text);
                open.Pop();
            }
            else if (inString) text.Append(code[at]);
            else if (code[at] == '\'') open.Push('\'');
            else if (code[at] == '{') open.Push('{');
            else if (code[at] == '}') open.Pop();
        }

        return found;
    }

    /// <summary>The first block after a place: from its brace to the one that closes it.</summary>
    public static string BlockAfter(string code, int from)
    {
        var start = code.IndexOf('{', from);
        var depth = 0;
        for (var at = start; at < code.Length; at++)
        {
            if (code[at] == '{') depth++;
            else if (code[at] == '}' && --depth == 0) return code[start..(at + 1)];
        }

        throw new InvalidDataException($"Condition failed: the block after {from} is not closed.");
    }

    /// <summary>The keys of an object that stands under a key: those one step deeper, by their indentation.</summary>
    public static IReadOnlyList<string> KeysOf(string block, string key)
    {
        var lines = block.Split('\n');
        var start = Array.FindIndex(lines, line => line.TrimStart() == key + ": {");
        if (start < 0) return [];
        var indent = lines[start].Length - lines[start].TrimStart().Length + 2;
        return [.. lines.Skip(start + 1)
            .TakeWhile(line => line.Trim().Length == 0 || IndentOf(line) >= indent)
            .Where(line => IndentOf(line) == indent && line.Contains(':', StringComparison.Ordinal))
            .Select(line => line.Trim().Split(':')[0])];
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart().Length;

    private static void Take(List<string> found, StringBuilder text)
    {
        if (text.Length > 0) found.Add(text.ToString());
        text.Clear();
    }
}
