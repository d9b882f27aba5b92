namespace Quantum.Core.Positions;

/// <summary>How positions end, in the words of the status page.</summary>
public static class CloseTypeWords
{
    /// <summary>E.g. <c>trailing stop</c>: the name with a space before each further word, in small letters.</summary>
    public static string Words(this CloseType close) => string.Concat(close.ToString().Select((letter, index) =>
        index > 0 && char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));
}
