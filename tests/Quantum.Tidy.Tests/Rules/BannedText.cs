using System.Text.RegularExpressions;
using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>A text that may not stand in the tree, with what to write instead.</summary>
/// <param name="Pattern">The text; whole words are the pattern's own business.</param>
/// <param name="Where">The files it is banned from.</param>
/// <param name="IsCode">Whether comments and the insides of literals are left alone.</param>
/// <param name="Instead">What to do instead, a clause without a full stop.</param>
public sealed record BannedText(Regex Pattern, Func<TreeFile, bool> Where, bool IsCode, string Instead)
{
    /// <summary>The places where it stands.</summary>
    public IEnumerable<Violation> In(SourceTree tree)
    {
        foreach (var file in tree.Files.Where(Where))
        {
            var lines = IsCode ? file.CodeLines : file.Lines;
            for (var index = 0; index < lines.Count; index++)
            {
                var match = Pattern.Match(lines[index]);
                if (match.Success) yield return file.At(index + 1, $"{match.Value.Trim()} is banned here; {Instead}.");
            }
        }
    }
}
