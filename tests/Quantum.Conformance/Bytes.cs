using System.Globalization;
using System.Text;

namespace Quantum.Conformance;

/// <summary>Bodies for stored things, and back.</summary>
internal static class Bytes
{
    /// <summary>Every value that a byte can have, zero included: what text-minded stores spoil.</summary>
    public static byte[] Every { get; } = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Of(int number) => Of(number.ToString(CultureInfo.InvariantCulture));

    public static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);

    public static int Number(ReadOnlyMemory<byte> body) => int.Parse(Text(body), CultureInfo.InvariantCulture);
}
