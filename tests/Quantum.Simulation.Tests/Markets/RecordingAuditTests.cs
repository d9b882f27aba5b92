using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class RecordingAuditTests : IDisposable
{
    private const string Good = "0,2,3,1,2,5\n60000,2,3,1,2,5\n120000,2,3,1,2,5\n";

    private readonly Archive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Theory]
    //          the row behind three good ones, what is found in line 5
    [InlineData("120000,2,3,1,2,5", "Duplicate open_time_ms: 120000 is there twice")]
    [InlineData("60000,2,3,1,2,5", "Disordered open_time_ms: 60000 comes after 120000")]
    [InlineData("180001,2,3,1,2,5", "Misaligned open_time_ms: 180001 is not a multiple of 60000")]
    [InlineData("x,2,3,1,2,5", "Impossible open_time_ms: 'x' is not a time in Unix milliseconds")]
    [InlineData("180000,2,1,3,2,5", "Impossible high: 1 is below low 3")]
    [InlineData("180000,4,3,1,2,5", "Impossible high: 3 is below open or close")]
    [InlineData("180000,2,3,1,0.5,5", "Impossible low: 1 is above open or close")]
    [InlineData("180000,0,3,1,2,5", "Impossible open: 0 is not > 0")]
    [InlineData("180000,2,3,1,2,-5", "Impossible volume: -5 is not >= 0")]
    [InlineData("180000,2,NaN,1,2,5", "Impossible high: 'NaN' is not a number of at most 18 digits and 12 decimals")]
    [InlineData("180000,2,3,1,2", "Impossible volume: the field is missing")]
    [InlineData("180000,2,123456789012345678,0.000000000001,2,5", "Impossible : a price has too many digits")]
    public void A_bad_row_is_told_with_its_line_and_the_rows_behind_it_are_read(string row, string found)
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Good + row + "\n180000,2,3,1,2,5\n240000,2,3,1,2,x\n");

        var report = Assert.Single(Run());

        var defects = report.Defects.Where(defect => defect.Line == 5).Select(Show);
        Assert.Equal(found, defects.First());
        Assert.Equal((7L, "volume"), (report.Defects[^1].Line, report.Defects[^1].Field));
        Assert.Equal(6, report.Rows);
        Assert.Equal(0, report.GapCount);
    }

    [Fact]
    public void A_whole_recording_has_no_defect_and_no_gap()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Good);

        var report = Assert.Single(Run());

        Assert.Equal((3L, 0L, 0L), (report.Rows, report.GapCount, report.DefectCount));
        Assert.Equal((0L, 120_000L), (report.First!.Value.ToUnixTimeMilliseconds(),
            report.Last!.Value.ToUnixTimeMilliseconds()));
    }

    [Theory]
    [InlineData("1m", "0,2,3,1,2,5\n60000,2,3,1,2,5\n240000,2,3,1,2,5\n", 120_000, 240_000, 2)]
    [InlineData("1h", "0,2,3,1,2,5\n7200000,2,3,1,2,5\n", 3_600_000, 7_200_000, 60)]
    [InlineData("5m", "0,2,3,1,2,5\n300000,2,3,1,2,5\n1200000,2,3,1,2,5\n", 600_000, 1_200_000, 10)]
    [InlineData("1d", "0,2,3,1,2,5\n172800000,2,3,1,2,5\n", 86_400_000, 172_800_000, 1_440)]
    public void A_gap_is_told_from_its_first_missing_candle_to_where_candles_go_on_and_is_no_defect(
        string kind, string rows, long from, long to, long minutes)
    {
        _archive.Write(kind, "NEARUSDT", Archive.Header + rows);

        var report = Assert.Single(Run());

        var gap = new RecordingGap(
            DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to), minutes);
        Assert.Equal(gap, Assert.Single(report.Gaps));
        Assert.Equal((1L, minutes, 0L), (report.GapCount, report.GapMinutes, report.DefectCount));
    }

    [Theory]
    [InlineData("3m", 180_000)]
    [InlineData("15m", 900_000)]
    [InlineData("30m", 1_800_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("4h", 14_400_000)]
    [InlineData("6h", 21_600_000)]
    [InlineData("8h", 28_800_000)]
    [InlineData("12h", 43_200_000)]
    public void Alignment_is_judged_by_the_interval(string kind, long span)
    {
        _archive.Write(kind, "NEARUSDT",
            $"{Archive.Header}0,2,3,1,2,5\n{span - 60_000},2,3,1,2,5\n{span},2,3,1,2,5\n");

        var report = Assert.Single(Run());

        Assert.Equal($"Misaligned open_time_ms: {span - 60_000} is not a multiple of {span}",
            Show(Assert.Single(report.Defects)));
        Assert.Equal((kind, 0L), (report.Kind, report.GapCount));
    }

    [Theory]
    //          payments after one at 0 h, gaps, defects
    [InlineData("28800000,0.0001", 0, "")]
    [InlineData("14400003,0.0001", 0, "")] // noted three milliseconds late
    [InlineData("57600000,0.0001", 480, "")]
    [InlineData("5,0.0001", 0, "Duplicate funding_time_ms: 0 is there twice")]
    [InlineData("1800000,0.0001", 0, "Misaligned funding_time_ms: 1800000 is not a multiple of 3600000")]
    [InlineData("28800000,1.5", 0, "Impossible funding_rate: '1.5' is not a rate between -1 and 1")]
    [InlineData("28800000", 0, "Impossible funding_rate: the field is missing")]
    public void Payments_are_audited_by_their_own_rules(string row, long gapMinutes, string found)
    {
        _archive.Write("funding", "NEARUSDT", "funding_time_ms,funding_rate\n0,0.0001\n" + row + "\n");

        var report = Assert.Single(Run());

        Assert.Equal(gapMinutes, report.GapMinutes);
        Assert.Equal(found, string.Join("; ", report.Defects.Select(Show)));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told_and_the_others_are_audited()
    {
        var cut = _archive.Write("1m", "ADAUSDT", Archive.Header + Good);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^6]);
        _archive.Write("1m", "BTCUSDT", "time,price\n");
        _archive.WriteBytes("1m", "ETHUSDT", [1, 2, 3]);
        _archive.Write("1m", "near", Archive.Header + Good);
        _archive.Write("1m", "XRPUSDT", Archive.Header + Good);

        var reports = Run();

        Assert.Equal(["ADAUSDT", "BTCUSDT", "ETHUSDT", "XRPUSDT", "near"], reports.Select(report => report.Name));
        Assert.Equal([1, 1, 1, 0, 1], reports.Select(report => report.DefectCount));
        Assert.All(reports.SelectMany(report => report.Defects),
            defect => Assert.Equal(RecordingDefectKind.Unreadable, defect.Kind));
    }

    [Fact]
    public void More_than_the_list_holds_is_still_counted()
    {
        _archive.Write("1m", "NEARUSDT",
            Archive.Header + string.Concat(Enumerable.Repeat("0,2,3,1,2,5\n", RecordingAudit.ListedMax + 6)));

        var report = Assert.Single(Run());

        Assert.Equal(RecordingAudit.ListedMax + 5, report.DefectCount);
        Assert.Equal(RecordingAudit.ListedMax, report.Defects.Count);
    }

    [Fact]
    public void Every_gap_is_listed_for_who_asks_for_all()
    {
        const int gaps = RecordingAudit.ListedMax + 199;
        _archive.Write("1m", "NEARUSDT", Archive.Header
            + string.Concat(Enumerable.Range(0, gaps + 1).Select(row => $"{row * 120_000L},2,3,1,2,5\n")));

        var report = Assert.Single(Run());
        Assert.Equal((gaps, gaps, RecordingAudit.ListedMax), (report.GapCount, report.GapMinutes, report.Gaps.Count));

        var all = RecordingAudit.Run(_archive.Root, [], CancellationToken.None, gapsMax: int.MaxValue);
        Assert.Equal(gaps, Assert.Single(all).Gaps.Count);
    }

    [Fact]
    public void Symbols_choose_files_and_one_without_a_file_is_an_error()
    {
        _archive.Write("1m", "ADAUSDT", Archive.Header + Good);
        _archive.Write("1m", "NEARUSDT", Archive.Header + Good);

        Assert.Equal("NEARUSDT", Assert.Single(Run("NEARUSDT")).Name);
        Assert.Contains("no recording of BTCUSDT",
            Assert.Throws<CandleFileException>(() => Run("NEARUSDT", "BTCUSDT")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_recordings_is_an_error() => Assert.Throws<CandleFileException>(() => Run());

    private IReadOnlyList<RecordingReport> Run(params string[] symbols) =>
        RecordingAudit.Run(_archive.Root, [.. symbols.Select(Symbol.Of)], CancellationToken.None);

    private static string Show(RecordingDefect defect) => $"{defect.Kind} {defect.Field}: {defect.Problem}";
}
