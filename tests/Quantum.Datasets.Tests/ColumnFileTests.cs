using System.Runtime.InteropServices;
using Quantum.Core.Arrays;

namespace Quantum.Datasets.Tests;

public sealed class ColumnFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Rows_are_written_in_any_order_and_counted_at_the_end()
    {
        using (var column = new ColumnFile<short>(_path, NpyType.Int16, width: 2))
        {
            column.Write(3, [7, 8]);
            column.Write(0, [1, 2, 3, 4]);
            column.MoveDown(from: 3, to: 2, rows: 1);
            column.Finish(3);
        }

        var bytes = File.ReadAllBytes(_path);
        Assert.Equal([3, 2], NpyHeader.Parse(bytes, out var offset).Shape);
        Assert.Equal([1, 2, 3, 4, 7, 8], MemoryMarshal.Cast<byte, short>(bytes.AsSpan(offset)).ToArray());
    }

    [Theory]
    [InlineData(1)] // shorter than what moves at once
    [InlineData(300_000)] // longer, and overlapping with where it goes
    public void Many_rows_move_down_whole(int rows)
    {
        using var column = new ColumnFile<long>(_path, NpyType.Int64);
        var numbers = Enumerable.Range(0, rows).Select(number => (long)number).ToArray();
        column.Write(1_000, numbers);
        column.MoveDown(from: 1_000, to: 5, rows);
        var read = new long[rows];
        column.Read(5, read);
        Assert.Equal(numbers, read);
    }

    [Fact]
    public void What_was_never_written_cannot_be_read()
    {
        using var column = new ColumnFile<long>(_path, NpyType.Int64);
        column.Write(0, [1]);
        Assert.Throws<IOException>(() => column.Read(0, new long[2]));
    }

    [Fact]
    public void An_older_file_is_replaced()
    {
        File.WriteAllText(_path, new string('x', 1_000));
        using (var column = new ColumnFile<sbyte>(_path, NpyType.Int8)) column.Finish(0);
        Assert.Equal(NpyHeader.EncodedBytes, new FileInfo(_path).Length);
    }
}
