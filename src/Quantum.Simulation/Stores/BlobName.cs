namespace Quantum.Simulation.Stores;

/// <summary>The names that every blob store takes.</summary>
internal static class BlobName
{
    private const int LengthMax = 200;

    /// <summary>Throws for a name that some adapter could not store.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static void Check(string name)
    {
        if (!IsAllowed(name))
        {
            throw new ArgumentException(
                $"Condition failed: '{name}' is not a blob name: 1 to {LengthMax} of [A-Za-z0-9._:/-], without '..', "
                + "not beginning or ending with '/'.",
                nameof(name));
        }
    }

    private static bool IsAllowed(string name) =>
        name.Length is > 0 and <= LengthMax
        && name.All(IsNameCharacter)
        && !name.Contains("..", StringComparison.Ordinal)
        && name[0] != '/'
        && name[^1] != '/';

    private static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or ':' or '/' or '-';
}
