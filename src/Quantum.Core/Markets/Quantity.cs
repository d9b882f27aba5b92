namespace Quantum.Core.Markets;

/// <summary>
/// A size in base-asset units (e.g. NEAR); always &gt; 0. The direction is a <see cref="Side"/>, not a sign.
/// </summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    private readonly decimal _base;

    private Quantity(decimal baseUnits) => _base = baseUnits;

    /// <summary>The number itself, in base units.</summary>
    /// <exception cref="InvalidOperationException">The quantity is <c>default</c>.</exception>
    public decimal Base => _base > 0 ? _base : throw new InvalidOperationException("Quantity was never set.");

    /// <summary>Makes a quantity.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not &gt; 0.</exception>
    public static Quantity Of(decimal baseUnits) => baseUnits > 0
        ? new(baseUnits)
        : throw new ArgumentOutOfRangeException(nameof(baseUnits), baseUnits, "A quantity must be > 0.");

    /// <summary>The value at a price, in quote units.</summary>
    public decimal NotionalAt(Price price) => Base * price.QuotePerBase;

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => _base.CompareTo(other._base);

    /// <inheritdoc/>
    public override string ToString() =>
        _base > 0 ? _base.ToString(System.Globalization.CultureInfo.InvariantCulture) : "(no quantity)";

    /// <summary>Smaller or larger.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>Smaller or larger.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>Smaller or larger.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>Smaller or larger.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;
}
