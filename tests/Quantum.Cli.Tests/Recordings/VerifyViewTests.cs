using Quantum.Cli.Recordings;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Tests.Recordings;

public sealed class VerifyViewTests
{
    [Theory]
    //          gaps, minutes, defects, what is told
    [InlineData(1, 1, 1, "1m/A: 1 row, 1 gap (1 minute), 1 defect.")]
    [InlineData(2, 1_440, 0, "1m/A: 1 row, 2 gaps (1,440 minutes), 0 defects.")]
    public void One_is_told_as_one(long gaps, long minutes, long defects, string told) =>
        Assert.Equal(told, VerifyView.Lines([ReportOf(gaps, minutes, defects)]).Single());

    [Theory]
    [InlineData(20, 20, "")]
    [InlineData(21, 22, "  and 1 more gap|  and 2 more defects")]
    public void What_is_not_shown_is_counted(long gaps, long defects, string told) => Assert.Equal(
        told, string.Join('|', VerifyView.Lines([ReportOf(gaps, 1, defects)]).Skip(1)));

    [Theory]
    //          recordings, contracts that have none of minutes
    [InlineData("1m/A 5m/A funding/A", "")]
    [InlineData("1d/A 5m/A 1m/B 8h/C funding/C", "A, C")]
    [InlineData("funding/A", "")] // no candles at all
    public void Contracts_without_minutes_are_named(string recordings, string names)
    {
        var reports = recordings.Split(' ').Select(one => one.Split('/'))
            .Select(one => ReportOf(0, 0, 0) with { Kind = one[0], Name = one[1] }).ToList();

        Assert.Equal(
            names.Length == 0 ? [] : [$"No 1m candles of {names}: replays and data sets need them (--interval 1m)."],
            VerifyView.Lines(reports).Skip(reports.Count));
    }

    private static RecordingReport ReportOf(long gaps, long minutes, long defects) =>
        new("1m/A.csv.gz", "1m", "A", 1, null, null, gaps, minutes, [], defects, []);
}
