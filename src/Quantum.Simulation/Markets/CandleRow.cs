using System.Buffers.Text;
using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>A decimal number as written: <c>2.330</c> is 233 × 10⁻².</summary>
/// <param name="Digits">The number without its point and without trailing zeros behind it.</param>
/// <param name="Scale">Decimals, 0 to 12.</param>
internal readonly record struct DecimalText(long Digits, int Scale)
{
    /// <summary>The first number of more than 18 digits.</summary>
    private const ulong DigitsEnd = 1_000_000_000_000_000_000;

    private const int ScaleMax = 12;

    /// <summary>Digits that 64 bits hold whatever they are.</summary>
    private const int DigitsMax = 18;

    private static readonly long[] Powers =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000,
    ];

    /// <summary>The nearest double.</summary>
    public double Value => Digits / (double)Powers[Scale];

    /// <summary>The number itself.</summary>
    public decimal Exact
    {
        get
        {
            var digits = Math.Abs(Digits);
            return new(unchecked((int)digits), unchecked((int)(digits >> 32)), 0, Digits < 0, (byte)Scale);
        }
    }

    /// <summary>The digits at a scale, where that is not lower than the number's own.</summary>
    /// <exception cref="OverflowException">The number does not fit 64 bits at that scale.</exception>
    public long At(int scale) => Digits * Powers[scale - Scale];

    /// <summary>The digits at a scale, rounded where the number has more of them.</summary>
    /// <exception cref="OverflowException">The number does not fit 64 bits at that scale.</exception>
    public long RoundedAt(int scale) =>
        scale >= Scale ? At(scale) : (Digits + (Powers[Scale - scale] / 2)) / Powers[Scale - scale];

    /// <summary>
    /// Takes a number and the comma behind it off a line in one look at each character. It only knows the plain ones:
    /// what it refuses may be a number nevertheless, and <see cref="TryParse"/> knows.
    /// </summary>
    /// <param name="rest">The line from the number on; untouched where it is refused.</param>
    /// <param name="number">The number, ≥ 0.</param>
    public static bool TryTakePlain(ref ReadOnlySpan<byte> rest, out DecimalText number)
    {
        number = default;
        var (digits, place, point) = (0L, 0, -1);
        for (; place < rest.Length && rest[place] != ','; place++)
        {
            var digit = unchecked((uint)(rest[place] - '0'));
            if (digit <= 9) digits = unchecked((digits * 10) + digit);
            else if (rest[place] == '.' && point < 0) point = place;
            else return false;
        }

        var decimals = point < 0 ? 0 : place - 1 - point;
        if (place - (point < 0 ? 0 : 1) is < 1 or > DigitsMax) return false;
        for (; decimals > 0 && rest[point + decimals] == '0'; decimals--) digits /= 10;
        if (decimals > ScaleMax) return false;
        number = new DecimalText(digits, decimals);
        rest = place < rest.Length ? rest[(place + 1)..] : default; // as Field says that a line has ended
        return true;
    }

    /// <summary>Reads plain digits with an optional sign and point; no exponent, no NaN, no infinity.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DecimalText number)
    {
        number = default;
        var isNegative = text is [(byte)'-', ..];
        if (isNegative) text = text[1..];
        ulong digits = 0;
        var point = -1;
        for (var index = 0; index < text.Length; index++)
        {
            var digit = unchecked((uint)(text[index] - '0'));
            if (digit <= 9)
            {
                if (digits >= DigitsEnd / 10) return false;
                digits = (digits * 10) + digit;
            }
            else if (text[index] == '.' && point < 0)
            {
                point = index;
            }
            else
            {
                return false;
            }
        }

        var decimals = point < 0 ? 0 : text.Length - 1 - point;
        if (text.Length - (point < 0 ? 0 : 1) == 0) return false;
        for (; decimals > 0 && text[point + decimals] == '0'; decimals--) digits /= 10;
        if (decimals > ScaleMax) return false;
        number = new DecimalText(isNegative ? -(long)digits : (long)digits, decimals);
        return true;
    }
}

/// <summary>One checked row of a candle file.</summary>
/// <param name="OpenTime">Unix milliseconds.</param>
/// <param name="Open">First price, &gt; 0.</param>
/// <param name="High">Highest price, ≥ open and close.</param>
/// <param name="Low">Lowest price, ≤ open and close.</param>
/// <param name="Close">Last price, &gt; 0.</param>
/// <param name="Volume">Base units, ≥ 0.</param>
/// <param name="QuoteVolume">Quote units, ≥ 0; <see langword="null"/> where the source has none.</param>
internal readonly record struct CandleRow(
    long OpenTime, DecimalText Open, DecimalText High, DecimalText Low, DecimalText Close, DecimalText Volume,
    DecimalText? QuoteVolume)
{
    private const decimal Quarter = 0.25m;

    /// <summary>Decimals that all four prices need.</summary>
    public int PriceScale => Math.Max(Math.Max(Open.Scale, High.Scale), Math.Max(Low.Scale, Close.Scale));

    /// <summary>Traded value; where the source lacks it, as <see cref="Candle"/> counts it.</summary>
    public double QuoteValue =>
        QuoteVolume?.Value ?? Volume.Value * ((Open.Value + High.Value + Low.Value + Close.Value) / 4);

    /// <summary>The row of a minute as a candle.</summary>
    public Candle ToCandle() => Candle.Of(new Minute((int)(OpenTime / 60_000)), Open.Exact, High.Exact, Low.Exact,
        Close.Exact, Volume.Exact, QuoteVolume?.Exact ?? Volume.Exact * MeanPrice());

    /// <summary>Reads what follows the time in a row.</summary>
    /// <param name="lines">The file, for messages.</param>
    /// <param name="openTime">The row's time, already checked.</param>
    /// <param name="fields">The rest of the line behind the time's comma.</param>
    /// <param name="hasQuoteVolume">Whether the header has that column.</param>
    /// <exception cref="CandleFileException">A field is missing or nonsense.</exception>
    public static CandleRow Parse(GzipLines lines, long openTime, ReadOnlySpan<byte> fields, bool hasQuoteVolume)
    {
        var open = Positive(lines, "open", ref fields);
        var high = Positive(lines, "high", ref fields);
        var low = Positive(lines, "low", ref fields);
        var close = Positive(lines, "close", ref fields);
        if (!DecimalText.TryTakePlain(ref fields, out var volume))
            volume = NotNegative(lines, "volume", Field(lines, "volume", ref fields));
        DecimalText? quoteVolume = null;
        if (hasQuoteVolume)
        {
            if (DecimalText.TryTakePlain(ref fields, out var plain))
                quoteVolume = plain;
            else if (Field(lines, "quote_volume", ref fields) is { IsEmpty: false } text)
                quoteVolume = NotNegative(lines, "quote_volume", text);
        }

        var row = new CandleRow(openTime, open, high, low, close, volume, quoteVolume);
        row.CheckExtremes(lines);
        return row;
    }

    /// <summary>Reads the time that a row begins with, and steps over it.</summary>
    /// <exception cref="CandleFileException">It is missing or not a whole number.</exception>
    public static long ParseTime(GzipLines lines, string name, ref ReadOnlySpan<byte> line)
    {
        var text = Field(lines, name, ref line);
        return Utf8Parser.TryParse(text, out long time, out var length) && length == text.Length && time >= 0
            ? time
            : throw lines.Fault(name, $"'{GzipLines.Show(text)}' is not a time in Unix milliseconds");
    }

    /// <summary>Takes the next field off a line.</summary>
    /// <exception cref="CandleFileException">The line has ended.</exception>
    public static ReadOnlySpan<byte> Field(GzipLines lines, string name, ref ReadOnlySpan<byte> rest)
    {
        if (rest == Ended) throw lines.Fault(name, "the field is missing");
        var length = rest.IndexOf((byte)',');
        var field = length < 0 ? rest : rest[..length];
        rest = length < 0 ? Ended : rest[(length + 1)..];
        return field;
    }

    /// <summary>
    /// What <see cref="Candle"/> multiplies the volume with where the traded value is missing, without three sums and a
    /// division of decimals.
    /// </summary>
    private decimal MeanPrice()
    {
        var scale = PriceScale;
        var sum = Open.At(scale) + High.At(scale) + Low.At(scale) + Close.At(scale);
        return new DecimalText(sum, scale).Exact * Quarter;
    }

    // An empty field is at the end of a line, too: only the null span says that nothing is left.
    private static ReadOnlySpan<byte> Ended => default;

    private void CheckExtremes(GzipLines lines)
    {
        var scale = PriceScale;
        var (open, high, low, close) = (Open.At(scale), High.At(scale), Low.At(scale), Close.At(scale));
        if (high < low) throw lines.Fault("high", $"{High.Value} is below low {Low.Value}");
        if (high < Math.Max(open, close)) throw lines.Fault("high", $"{High.Value} is below open or close");
        if (low > Math.Min(open, close)) throw lines.Fault("low", $"{Low.Value} is above open or close");
    }

    private static DecimalText Positive(GzipLines lines, string name, ref ReadOnlySpan<byte> rest)
    {
        if (!DecimalText.TryTakePlain(ref rest, out var number))
            number = Number(lines, name, Field(lines, name, ref rest));
        return number.Digits > 0 ? number : throw lines.Fault(name, $"{number.Value} is not > 0");
    }

    private static DecimalText NotNegative(GzipLines lines, string name, ReadOnlySpan<byte> text)
    {
        var number = Number(lines, name, text);
        return number.Digits >= 0 ? number : throw lines.Fault(name, $"{number.Value} is not >= 0");
    }

    private static DecimalText Number(GzipLines lines, string name, ReadOnlySpan<byte> text) =>
        text.IsEmpty ? throw lines.Fault(name, "the field is missing")
        : DecimalText.TryParse(text, out var number) ? number
        : throw lines.Fault(name, $"'{GzipLines.Show(text)}' is not a number of at most 18 digits and 12 decimals");
}
