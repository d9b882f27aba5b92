namespace Quantum.Adapters.Archive.Tests;

public sealed class ArchiveOptionsTests
{
    [Fact]
    public void The_defaults_are_within_their_ranges() => new ArchiveOptions().Check();

    [Fact]
    public void Every_value_out_of_range_is_named_at_once()
    {
        var options = new ArchiveOptions
        {
            Address = new Uri("ftp://archive.test/"),
            ParallelMax = 0,
            AttemptsMax = 21,
            RetryDelay = TimeSpan.Zero,
            RetryDelayMax = TimeSpan.FromHours(1),
            RetryAfterMax = TimeSpan.FromHours(2),
            SilenceMax = TimeSpan.FromHours(-1),
            AbsentDaysMin = 0,
        };

        var error = Assert.Throws<ArgumentException>(options.Check);

        Assert.Equal(
            "Condition failed: Address ftp://archive.test/ is not an http or https address; "
            + "ParallelMax 0 is not within 1 to 64; AttemptsMax 21 is not within 1 to 20; "
            + "RetryDelay in ms 0 is not within 1 to 60000; RetryDelayMax in ms 3600000 is not within 1 to 600000; "
            + "RetryAfterMax in ms 7200000 is not within 1 to 3600000; "
            + "SilenceMax in ms -3600000 is not within 1 to 3600000; AbsentDaysMin 0 is not within 1 to 3650.",
            error.Message);
    }
}
