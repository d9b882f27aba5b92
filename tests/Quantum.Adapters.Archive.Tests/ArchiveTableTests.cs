using Quantum.Adapters.Archive.Tests.Fakes;

namespace Quantum.Adapters.Archive.Tests;

public sealed class ArchiveTableTests : IDisposable
{
    private const string Row = "1746576000000,2.400,2.450,2.390,2.410,1000.0,1746576059999,2405.50000,31,512,1231.5,0";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_table_reads_the_same_with_column_names_and_without(bool hasHeader)
    {
        var file = ArchiveTables.Minutes("2025-05-07");

        var rows = Read(file, ArchiveTables.Candles(file, 9, hasHeader));

        Assert.Equal(ArchiveTables.Recorded(file, 9), rows.Select(row => row.Line));
        Assert.Equal(
            Enumerable.Range(0, 9).Select(row => ArchiveTables.TimeOf(file, row)), rows.Select(row => row.Time));
    }

    [Fact]
    public void Columns_are_taken_by_their_meaning_and_zeros_that_say_nothing_are_left_out() => Assert.Equal(
        "1746576000000,2.4,2.45,2.39,2.41,1000,2405.5,31,512",
        Assert.Single(Read(ArchiveTables.Minutes("2025-05-07"), Row + "\r\n")).Line);

    [Fact]
    public void Rows_out_of_order_are_sorted_and_of_two_with_one_time_the_last_counts()
    {
        var later = Row.Replace("1746576000000", "1746576060000", StringComparison.Ordinal);

        var rows = Read(ArchiveTables.Minutes("2025-05-07"), $"{later}\n{Row}\n{Row.Replace(",31,", ",32,")}\n");

        Assert.Equal([1746576000000, 1746576060000], rows.Select(row => row.Time));
        Assert.EndsWith(",32,512", rows[0].Line, StringComparison.Ordinal);
    }

    [Theory]
    //          replace,          with,               problem
    [InlineData("1746576000000", "1746576000000000", "line 2: the time 1746576000000000 is not in milliseconds from "
        + "2025-05-07 to before 2025-05-08")] // microseconds, as the archive of the spot market has them
    [InlineData("1746576000000", "1746575940000", "line 2: the time 1746575940000 is not in milliseconds from "
        + "2025-05-07 to before 2025-05-08")]
    [InlineData("1746576000000", "1746662400000", "line 2: the time 1746662400000 is not in milliseconds from "
        + "2025-05-07 to before 2025-05-08")]
    [InlineData("1746576000000", "1746576000001", "line 2: the time 1746576000001 is not a multiple of 60000")]
    [InlineData("1746576000000", "x", "line 2: the time 'x' is not a whole number")]
    [InlineData("2.450", "NaN", "line 2: 'NaN' is not a number")]
    [InlineData("2.450", "-2.450", "line 2: '-2.450' is not a number")]
    [InlineData("2.450", "", "line 2: '' is not a number")]
    [InlineData(",31,", ",", "line 2: 11 fields, not 12")]
    [InlineData(",0", ",0,0", "line 2: 13 fields, not 12")]
    public void A_row_that_is_not_as_promised_is_a_fault_with_its_line(string replace, string with, string problem)
    {
        var file = ArchiveTables.Minutes("2025-05-07");
        var at = Row.LastIndexOf(replace, StringComparison.Ordinal);
        var row = Row[..at] + with + Row[(at + replace.Length)..];

        var error = Assert.Throws<ArchiveException>(() => Read(file, ArchiveTables.CandleHeader + row + "\n"));

        Assert.Equal(ArchiveFault.Row, error.Fault);
        Assert.Equal("NEARUSDT-1m-2025-05-07.zip", error.File);
        Assert.EndsWith($"({problem}).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Payments_are_kept_at_their_minute_with_a_plain_rate()
    {
        var rows = Read(ArchiveTables.Funding("2025-05"), ArchiveTables.FundingHeader
            + "1746057600005,8,0.00010000\n1746086400000,8,-1.5E-5\n1746115200001,4,0\n");

        Assert.Equal(
            ["1746057600000,0.0001", "1746086400000,-0.000015", "1746115200000,0"], rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("1746057600000,8,much\n", "line 2: the rate 'much' is not a number")]
    [InlineData("1746057600000,8\n", "line 2: 2 fields, fewer than 3")]
    [InlineData("1748736000000,8,0.0001\n",
        "line 2: the time 1748736000000 is not in milliseconds from 2025-05-01 to before 2025-06-01")]
    public void A_payment_that_is_not_as_promised_is_a_fault(string row, string problem)
    {
        var error = Assert.Throws<ArchiveException>(
            () => Read(ArchiveTables.Funding("2025-05"), ArchiveTables.FundingHeader + row));
        Assert.EndsWith($"({problem}).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_another_kind_is_a_fault()
    {
        var error = Assert.Throws<ArchiveException>(
            () => Read(ArchiveTables.Minutes("2025-05"), ArchiveTables.FundingHeader));
        Assert.Contains("line 1: the header does not begin with 'open_time'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_with_several_tables_is_refused()
    {
        var file = ArchiveTables.Minutes("2025-05");
        var path = _folder.Of("file.zip");
        File.WriteAllBytes(path, ArchiveServer.Zip(file, Row, Row));

        Assert.Equal("the zip holds 2 entries, not one", ArchiveTable.Check(path));
    }

    private IReadOnlyList<ArchiveRow> Read(ArchiveFile file, string table)
    {
        var path = _folder.Of("file.zip");
        File.WriteAllBytes(path, ArchiveServer.Zip(file, table));
        Assert.Null(ArchiveTable.Check(path));
        return ArchiveTable.Read(path, file);
    }
}
