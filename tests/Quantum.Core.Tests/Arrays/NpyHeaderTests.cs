using System.Text;
using Quantum.Core.Arrays;

namespace Quantum.Core.Tests.Arrays;

public class NpyHeaderTests
{
    // As numpy.lib.format writes them; the padding is left out here.
    [Theory]
    [InlineData(NpyType.Float32, new long[] { 12, 52 }, "'<f4'", "(12, 52)", 2_496)]
    [InlineData(NpyType.Int8, new long[] { 7 }, "'|i1'", "(7,)", 7)]
    [InlineData(NpyType.Int16, new long[] { 0, 2 }, "'<i2'", "(0, 2)", 0)]
    [InlineData(NpyType.Int32, new long[] { 3 }, "'<i4'", "(3,)", 12)]
    [InlineData(NpyType.Int64, new long[] { 5 }, "'<i8'", "(5,)", 40)]
    [InlineData(NpyType.Float64, new long[] { 2, 3, 4 }, "'<f8'", "(2, 3, 4)", 192)]
    [InlineData(NpyType.Float32, new long[] { }, "'<f4'", "()", 4)]
    public void A_header_is_what_numpy_writes_and_comes_back(
        NpyType type, long[] shape, string descriptor, string tuple, long dataBytes)
    {
        var bytes = new NpyHeader(type, shape).Encode();
        Assert.Equal((128, 0), (bytes.Length, bytes.Length % 64));
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 118, 0], bytes[..10]);
        Assert.Equal($"{{'descr': {descriptor}, 'fortran_order': False, 'shape': {tuple}, }}",
            Encoding.ASCII.GetString(bytes[10..]).TrimEnd());
        Assert.Equal((byte)'\n', bytes[^1]);

        var read = NpyHeader.Parse(bytes, out var offset);
        Assert.Equal((type, 128, dataBytes), (read.Type, offset, read.DataBytes));
        Assert.Equal(shape, read.Shape);
    }

    [Fact]
    public void The_longest_shape_fits() =>
        Assert.Equal(128, new NpyHeader(NpyType.Float32, 1_000_000_000_000, 64, 52).Encode().Length);

    [Theory]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (64, 32, 52), }  \n", "64 32 52")]
    [InlineData(2, "{'descr': '<f4', 'fortran_order': False, 'shape': (64, 32, 52), }\n", "64 32 52")]
    [InlineData(3, "{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }\n", "3")]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2,3,), }\n", "header")]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (64, 2), }\n", "C order")]
    [InlineData(1, "{'descr': '>f4', 'fortran_order': False, 'shape': (64, 2), }\n", "'>f4'")]
    [InlineData(1, "{'descr': '|O', 'fortran_order': False, 'shape': (64, 2), }\n", "'|O'")]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2), }\n", "header")]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 2), }\n", "impossible")]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }\n", "too long")]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1, 1, 1, 1), }\n", "axes")]
    [InlineData(4, "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n", "Version 4")]
    public void Headers_of_other_writers_are_read_or_refused(byte version, string text, string answer)
    {
        byte[] file = [.. Frame(version, text.Length), .. Encoding.ASCII.GetBytes(text), 1, 2, 3];
        Assert.Equal(answer, char.IsDigit(answer[0]) ? Shape(file) : Refusal(file, answer));
    }

    [Fact]
    public void A_file_that_is_cut_within_its_header_is_refused()
    {
        var whole = new NpyHeader(NpyType.Float32, 12, 52).Encode();
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<InvalidDataException>(() => NpyHeader.Parse(whole.AsSpan(0, length), out _));
    }

    [Fact]
    public void What_is_no_such_file_is_refused() => Assert.Contains("does not begin",
        Refusal(Encoding.ASCII.GetBytes("PK-a-zip-archive-and-no-array"), "does not begin"), StringComparison.Ordinal);

    [Fact]
    public void A_negative_length_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => new NpyHeader(NpyType.Int8, -1));

    private static byte[] Frame(byte version, int length) => version == 1
        ? [0x93, .. "NUMPY"u8, version, 0, (byte)length, (byte)(length >> 8)]
        : [0x93, .. "NUMPY"u8, version, 0, (byte)length, (byte)(length >> 8), 0, 0];

    private static string Shape(byte[] file)
    {
        var header = NpyHeader.Parse(file, out var offset);
        Assert.Equal([1, 2, 3], file[offset..]);
        return string.Join(' ', header.Shape);
    }

    private static string Refusal(byte[] file, string word)
    {
        var error = Assert.Throws<InvalidDataException>(() => NpyHeader.Parse(file, out _));
        return error.Message.Contains(word, StringComparison.Ordinal) ? word : error.Message;
    }
}
