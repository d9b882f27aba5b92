using System.Diagnostics.CodeAnalysis;

namespace Quantum.Core.Markets;

/// <summary>
/// The venue's name of one perpetual contract, e.g. <c>NEARUSDT</c> or <c>1000PEPEUSDT</c>; not a pair, not a display
/// name. 3 to 30 letters, digits or underscores, upper case where case exists. Ordered by ordinal comparison.
/// </summary>
public readonly record struct Symbol : IComparable<Symbol>
{
    /// <summary>The most characters a name may have.</summary>
    public const int LengthMax = 30;

    private readonly string? _name;

    private Symbol(string name) => _name = name;

    /// <summary>The name as the venue writes it.</summary>
    /// <exception cref="InvalidOperationException">The symbol is <c>default</c>.</exception>
    public string Name => _name ?? throw new InvalidOperationException("Symbol was never set.");

    /// <summary>Reads a name; lower case is a mistake, not a spelling.</summary>
    /// <exception cref="FormatException">The text is not a symbol; the message quotes it.</exception>
    public static Symbol Of(string name) => TryParse(name, out var symbol)
        ? symbol
        : throw new FormatException($"'{name}' is not a symbol: 3 to {LengthMax} upper-case letters, digits or '_'.");

    /// <summary>Reads a name without throwing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out Symbol symbol)
    {
        symbol = default;
        if (name is null || name.Length is < 3 or > LengthMax) return false;
        foreach (var character in name)
        {
            if (character != '_' && !(char.IsLetterOrDigit(character) && !char.IsLower(character))) return false;
        }

        symbol = new Symbol(name);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Symbol other) => string.CompareOrdinal(_name, other._name);

    /// <inheritdoc/>
    public override string ToString() => _name ?? "(no symbol)";

    /// <summary>Ordinal order.</summary>
    public static bool operator <(Symbol left, Symbol right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(Symbol left, Symbol right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(Symbol left, Symbol right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(Symbol left, Symbol right) => left.CompareTo(right) >= 0;
}
