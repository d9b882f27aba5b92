using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Quantum.Core.Arrays;

/// <summary>
/// What stands before the elements of a <c>.npy</c> file: their type and the shape of the array, whose last axis varies
/// fastest (C order). Format: NumPy's <c>numpy.lib.format</c>. Written is version 1.0; read are 1.0, 2.0 and 3.0.
/// </summary>
public sealed partial class NpyHeader
{
    /// <summary>
    /// Bytes of the header that <see cref="Encode"/> writes: the same for every shape, so that the rows need not be
    /// counted before the first is written. The elements follow.
    /// </summary>
    public const int EncodedBytes = 128;

    /// <summary>Most axes that are read.</summary>
    public const int AxesMax = 8;

    private const int VersionAt = 6;
    private const int LengthAt = 8;

    /// <summary>A header of this or another writer is never longer than this.</summary>
    private const int TextBytesMax = 4_096;

    private readonly long[] _shape;

    /// <summary>Describes an array.</summary>
    /// <param name="type">Of its elements.</param>
    /// <param name="shape">Elements along each axis, each ≥ 0; the first axis is that of the rows.</param>
    /// <exception cref="ArgumentException">
    /// A negative length, more than <see cref="AxesMax"/> axes, or more bytes than 64 bits count. A caller's bug.
    /// </exception>
    public NpyHeader(NpyType type, params ReadOnlySpan<long> shape)
    {
        _shape = shape.ToArray();
        Type = type;
        if (Problem(type, _shape, out var bytes) is { } problem)
            throw new ArgumentException($"Condition failed: {problem}.");
        DataBytes = bytes;
    }

    /// <summary>Type of the elements.</summary>
    public NpyType Type { get; }

    /// <summary>Elements along each axis, the first one first.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>Bytes of all elements.</summary>
    public long DataBytes { get; }

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The header's bytes.</summary>
    /// <returns><see cref="EncodedBytes"/> bytes, a multiple of 64 as the format asks.</returns>
    public byte[] Encode()
    {
        var axes = string.Concat(_shape.Select(length => string.Create(CultureInfo.InvariantCulture, $"{length}, ")));
        var tuple = _shape.Length == 1 ? axes.TrimEnd() : axes.TrimEnd(',', ' ');
        var text = $"{{'descr': '{Type.Descriptor()}', 'fortran_order': False, 'shape': ({tuple}), }}";
        var bytes = new byte[EncodedBytes];
        var place = LengthAt + sizeof(ushort);
        Magic.CopyTo(bytes);
        bytes[VersionAt] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(LengthAt), (ushort)(EncodedBytes - place));
        bytes.AsSpan(place).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(place, EncodedBytes - place - 1));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="file">The beginning of the file: the header whole, more where there is more.</param>
    /// <param name="dataOffset">Where the elements begin.</param>
    /// <exception cref="InvalidDataException">
    /// It is no such file, cut short, in Fortran order, or of a type that is not in <see cref="NpyType"/>.
    /// </exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> file, out int dataOffset)
    {
        if (file.Length < LengthAt + sizeof(uint) || !file.StartsWith(Magic))
            throw new InvalidDataException("It does not begin like a .npy file.");
        var version = file[VersionAt];
        if (version is < 1 or > 3) throw new InvalidDataException($"Version {version} of .npy is not known.");
        var lengthBytes = version == 1 ? sizeof(ushort) : sizeof(uint);
        var length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(file[LengthAt..])
            : BinaryPrimitives.ReadUInt32LittleEndian(file[LengthAt..]);
        var place = LengthAt + lengthBytes;
        if (length > TextBytesMax || place + length > file.Length)
            throw new InvalidDataException($"A header of {length} bytes does not lie in the {file.Length} bytes read.");
        dataOffset = place + (int)length;
        return ParseText(Encoding.ASCII.GetString(file[place..dataOffset]));
    }

    private static NpyHeader ParseText(string text)
    {
        var match = Dictionary().Match(text);
        if (!match.Success) throw new InvalidDataException($"'{text.TrimEnd()}' is not a header in C order.");
        var descriptor = match.Groups["type"].Value;
        var type = Array.Find(Enum.GetValues<NpyType>(), known => known.Descriptor() == descriptor);
        if (type == default) throw new InvalidDataException($"Elements of type '{descriptor}' are not read.");
        var axes = match.Groups["axis"].Captures;
        var shape = new long[axes.Count];
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (!long.TryParse(axes[axis].Value, NumberStyles.None, CultureInfo.InvariantCulture, out shape[axis]))
                throw new InvalidDataException($"An axis of {axes[axis].Value} elements is too long.");
        }

        return Problem(type, shape, out _) is { } problem
            ? throw new InvalidDataException($"The header is impossible: {problem}.")
            : new NpyHeader(type, shape);
    }

    private static string? Problem(NpyType type, ReadOnlySpan<long> shape, out long bytes)
    {
        bytes = type.Size();
        if (shape.Length > AxesMax) return $"{shape.Length} axes are more than {AxesMax}";
        UInt128 product = (UInt128)bytes;
        foreach (var length in shape)
        {
            if (length < 0) return $"an axis of {length} elements";
            product *= (UInt128)length;
            if (product > long.MaxValue) return "more bytes than a file can have";
        }

        bytes = (long)product;
        return null;
    }

    // NumPy writes the three keys in this order and the tuple with or without a last comma.
    [GeneratedRegex(@"^\{'descr': '(?<type>[^']{1,8})', 'fortran_order': False, "
        + @"'shape': \((?:(?<axis>[0-9]+)(?:, |,(?=\))|(?=\))))*\), \}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Dictionary();
}
