using Quantum.Adapters.Archive.Tests.Fakes;

namespace Quantum.Adapters.Archive.Tests;

public sealed class RecordingTests : IDisposable
{
    private const string Short = "open_time_ms,open,high,low,close,volume\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _header = ArchiveSeries.Minutes.Header;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void New_rows_are_merged_in_order_and_win_over_old_ones()
    {
        var path = _folder.Of("1m", "A.csv.gz");
        ArchiveTables.Write(path, $"{_header}\n60000,a\n120000,a\n240000,a\n");

        var change = Merge(path, "120000,a", "180000,b", "240000,b", "300000,b");

        Assert.Equal(new RecordingChange(Rows: 5, Added: 2, Replaced: 1, Found: 4, FirstTime: 60_000), change);
        Assert.Equal([_header, "60000,a", "120000,a", "180000,b", "240000,b", "300000,b"], ArchiveTables.Lines(path));
    }

    [Fact]
    public void Rows_of_a_shorter_layout_keep_their_missing_columns_empty()
    {
        var path = _folder.Of("1m", "A.csv.gz");
        ArchiveTables.Write(path, Short + "60000,1,1,1,1,5\n");

        Merge(path, "120000,1,1,1,1,5,5,1,2");

        Assert.Equal([_header, "60000,1,1,1,1,5,,,", "120000,1,1,1,1,5,5,1,2"], ArchiveTables.Lines(path));
    }

    [Fact]
    public void Without_a_change_the_file_stays_as_it_is()
    {
        var path = _folder.Of("1m", "A.csv.gz");
        ArchiveTables.Write(path, $"{_header}\n60000,a\n");
        var before = File.ReadAllBytes(path);

        Assert.Equal(new RecordingChange(Rows: 1, Added: 0, Replaced: 0, Found: 1, FirstTime: 60_000),
            Merge(path, "60000,a"));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Shown());
    }

    [Fact]
    public void Without_rows_no_file_is_made()
    {
        var path = _folder.Of("1m", "A.csv.gz");

        Assert.Equal(new RecordingChange(Rows: 0, Added: 0, Replaced: 0, Found: 0, FirstTime: null), Merge(path));

        Assert.Empty(Shown());
    }

    [Fact]
    public void Of_two_merges_into_one_recording_the_later_one_is_refused_and_nothing_is_undone()
    {
        var path = _folder.Of("1m", "A.csv.gz");
        ArchiveTables.Write(path, $"{_header}\n60000,a\n");
        IEnumerable<ArchiveRow> WhileAnotherMerges()
        {
            var error = Assert.Throws<ArchiveException>(() => Merge(path, "120000,b"));
            Assert.Equal((ArchiveFault.Busy, path), (error.Fault, error.File));
            yield return new ArchiveRow(180_000, "180000,c");
        }

        Recording.Merge(path, ArchiveSeries.Minutes, WhileAnotherMerges(), CancellationToken.None);
        Merge(path, "120000,b");

        Assert.Equal([_header, "60000,a", "120000,b", "180000,c"], ArchiveTables.Lines(path));
    }

    [Theory]
    [InlineData("nonsense\n", "line 1: the header is 'nonsense', not")]
    [InlineData(Short + "120000,a\n60000,a\n", "line 3: 60000 comes after 120000: times must ascend")]
    [InlineData(Short + "60000,a\n60000,a\n", "line 3: 60000 comes after 60000: times must ascend")]
    [InlineData(Short + "x,a\n", "line 2: the line does not begin with a time")]
    public void A_recording_that_is_wrong_is_not_touched(string text, string problem)
    {
        var path = _folder.Of("1m", "A.csv.gz");
        ArchiveTables.Write(path, text);
        AssertRefused(path, problem);
    }

    [Fact]
    public void A_recording_that_was_cut_is_not_touched()
    {
        var path = _folder.Of("1m", "A.csv.gz");
        var file = ArchiveTables.Minutes("2025-05");
        ArchiveTables.Write(path, _header + "\n" + string.Join('\n', ArchiveTables.Recorded(file, 5_000)) + "\n");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..20_000]);
        AssertRefused(path, "it is cut short, or has several parts");
    }

    [Fact]
    public void Bytes_that_are_no_gzip_are_not_touched()
    {
        var path = _folder.Of("1m", "A.csv.gz");
        Directory.CreateDirectory(_folder.Of("1m"));
        File.WriteAllText(path, "open_time_ms");
        AssertRefused(path, "it is not readable gzip");
    }

    private void AssertRefused(string path, string problem)
    {
        var before = File.ReadAllBytes(path);

        var error = Assert.Throws<ArchiveException>(() => Merge(path, "900000,b"));

        Assert.Equal((ArchiveFault.Recording, path), (error.Fault, error.File));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Shown());
    }

    /// <summary>What a user sees in the folder; the lock is hidden.</summary>
    private IEnumerable<string> Shown() => Directory.GetFiles(_folder.Of("1m"))
        .Where(file => !Path.GetFileName(file).StartsWith('.'));

    private static RecordingChange Merge(string path, params string[] lines) => Recording.Merge(
        path, ArchiveSeries.Minutes,
        lines.Select(line => new ArchiveRow(long.Parse(line.Split(',')[0], null), line)), CancellationToken.None);
}
