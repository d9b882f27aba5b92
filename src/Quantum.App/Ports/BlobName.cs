namespace Quantum.App.Ports;

/// <summary>The names that every blob store takes.</summary>
public static class BlobName
{
    /// <summary>The most characters a name may have.</summary>
    public const int LengthMax = 200;

    /// <summary>Throws for a name that some adapter could not store.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static void Check(string name)
    {
        if (!IsAllowed(name))
        {
            throw new ArgumentException(
                $"Condition failed: '{name}' is not a blob name: 1 to {LengthMax} of [A-Za-z0-9._:/-], without '..', "
                + "no part ending with '.', not beginning or ending with '/'.",
                nameof(name));
        }
    }

    private static bool IsAllowed(string name) =>
        name.Length is > 0 and <= LengthMax
        && name.All(IsNameCharacter)
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("./", StringComparison.Ordinal) // An address would lose it: a/./b is a/b, a./b may be a/b.
        && name[^1] != '.'
        && name[0] != '/'
        && name[^1] != '/';

    private static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or ':' or '/' or '-';
}
