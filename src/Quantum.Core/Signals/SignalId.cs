using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Quantum.Core.Markets;

namespace Quantum.Core.Signals;

/// <summary>
/// What a signal means, as 16 characters of lower-case base 32 (80 bits of a SHA-256). The same candle, symbol, side
/// and strategy give the same id anywhere, so a duplicate is recognised wherever it turns up.
/// </summary>
public readonly record struct SignalId : IComparable<SignalId>
{
    /// <summary>Characters of an id.</summary>
    public const int Length = 16;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private readonly string? _text;

    private SignalId(string text) => _text = text;

    /// <summary>The 16 characters.</summary>
    /// <exception cref="InvalidOperationException">The id is <c>default</c>.</exception>
    public string Text => _text ?? throw new InvalidOperationException("SignalId was never set.");

    /// <summary>Derives the id from what the signal means.</summary>
    /// <param name="minute">The scan minute.</param>
    /// <param name="symbol">The contract.</param>
    /// <param name="side">Buy or Sell.</param>
    /// <param name="strategy">Name and version of the strategy, e.g. <c>quantum-1</c>.</param>
    public static SignalId For(Minute minute, Symbol symbol, Side side, string strategy)
    {
        var meaning = Encoding.UTF8.GetBytes($"{strategy}|{minute.Key}|{symbol.Name}|{side.Sign()}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(meaning, hash);
        var high = BinaryPrimitives.ReadUInt64BigEndian(hash);
        var low = BinaryPrimitives.ReadUInt16BigEndian(hash[8..]);
        return new(string.Create(Length, (high, low), static (text, bits) =>
        {
            var value = ((UInt128)bits.high << 16) | bits.low;
            for (var index = Length - 1; index >= 0; index--)
            {
                text[index] = Alphabet[(int)(value & 31)];
                value >>= 5;
            }
        }));
    }

    /// <summary>Reads an id back.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static SignalId Of(string text) => text.Length == Length && text.All(Alphabet.Contains)
        ? new(text)
        : throw new FormatException($"'{text}' is not a signal id: {Length} characters of a-z and 2-7.");

    /// <inheritdoc/>
    public int CompareTo(SignalId other) => string.CompareOrdinal(_text, other._text);

    /// <inheritdoc/>
    public override string ToString() => _text ?? "(no signal)";

    /// <summary>Ordinal order.</summary>
    public static bool operator <(SignalId left, SignalId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(SignalId left, SignalId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(SignalId left, SignalId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(SignalId left, SignalId right) => left.CompareTo(right) >= 0;
}
