namespace Quantum.Adapters.Sqlite.Tests;

public sealed class SqliteOptionsTests
{
    [Fact]
    public void All_wrong_values_are_named_at_once_and_no_file_is_made()
    {
        using var directory = new TemporaryDirectory();
        var options = new SqliteOptions
        {
            Durability = (SqliteDurability)7,
            BusyTimeout = TimeSpan.FromMilliseconds(-1),
            CacheKibibytesMax = 63,
            CheckpointPages = 0,
            LogBytesMax = -1,
        };

        var refusal = Assert.Throws<ArgumentException>(() => SqliteDatabase.Open(directory.File(), options));

        Assert.Equal(
            "Condition failed: Durability 7 is not Full or Normal; BusyTimeout in ms -1 is not within 0 to 600000; "
            + "CacheKibibytesMax 63 is not within 64 to 1048576; CheckpointPages 0 is not within 1 to 1000000; "
            + "LogBytesMax -1 is not within 0 to 1073741824.",
            refusal.Message);
        Assert.False(File.Exists(directory.File()));
    }

    [Theory]
    [InlineData(SqliteDurability.Full, 2)]
    [InlineData(SqliteDurability.Normal, 1)]
    public void The_options_reach_the_connection_that_writes(SqliteDurability durability, long synchronous)
    {
        using var directory = new TemporaryDirectory();
        using var database = SqliteDatabase.Open(directory.File(), new()
        {
            Durability = durability,
            BusyTimeout = TimeSpan.FromMilliseconds(1_234),
            CacheKibibytesMax = 64,
            CheckpointPages = 12,
            LogBytesMax = 34_567,
        });

        using var writing = database.BeginWrite();
        Assert.Equal(synchronous, writing.Session.Number("PRAGMA synchronous"));
        Assert.Equal(1_234, writing.Session.Number("PRAGMA busy_timeout"));
        Assert.Equal(-64, writing.Session.Number("PRAGMA cache_size"));
        Assert.Equal(12, writing.Session.Number("PRAGMA wal_autocheckpoint"));
        Assert.Equal(34_567, writing.Session.Number("PRAGMA journal_size_limit"));
    }
}
