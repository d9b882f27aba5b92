namespace Quantum.Core.Markets;

/// <summary>A price: quote-asset units (e.g. USDT) per one unit of the base asset; always &gt; 0.</summary>
public readonly record struct Price : IComparable<Price>
{
    private readonly decimal _quotePerBase;

    private Price(decimal quotePerBase) => _quotePerBase = quotePerBase;

    /// <summary>The number itself.</summary>
    /// <exception cref="InvalidOperationException">The price is <c>default</c>.</exception>
    public decimal QuotePerBase =>
        _quotePerBase > 0 ? _quotePerBase : throw new InvalidOperationException("Price was never set.");

    /// <summary>Makes a price.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not &gt; 0.</exception>
    public static Price Of(decimal quotePerBase) => quotePerBase > 0
        ? new(quotePerBase)
        : throw new ArgumentOutOfRangeException(nameof(quotePerBase), quotePerBase, "A price must be > 0.");

    /// <inheritdoc/>
    public int CompareTo(Price other) => _quotePerBase.CompareTo(other._quotePerBase);

    /// <inheritdoc/>
    public override string ToString() =>
        _quotePerBase > 0 ? _quotePerBase.ToString(FormatProvider) : "(no price)";

    private static readonly IFormatProvider FormatProvider = System.Globalization.CultureInfo.InvariantCulture;

    /// <summary>Higher or lower.</summary>
    public static bool operator <(Price left, Price right) => left.CompareTo(right) < 0;

    /// <summary>Higher or lower.</summary>
    public static bool operator >(Price left, Price right) => left.CompareTo(right) > 0;

    /// <summary>Higher or lower.</summary>
    public static bool operator <=(Price left, Price right) => left.CompareTo(right) <= 0;

    /// <summary>Higher or lower.</summary>
    public static bool operator >=(Price left, Price right) => left.CompareTo(right) >= 0;
}
