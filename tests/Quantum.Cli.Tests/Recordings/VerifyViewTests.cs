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

    private static RecordingReport ReportOf(long gaps, long minutes, long defects) =>
        new("1m/A.csv.gz", "1m", "A", 1, null, null, gaps, minutes, [], defects, []);
}
