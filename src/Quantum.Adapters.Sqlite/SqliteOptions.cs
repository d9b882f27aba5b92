namespace Quantum.Adapters.Sqlite;

/// <summary>How a file is opened. The defaults suit one trading process and a few short-lived commands.</summary>
public sealed record SqliteOptions
{
    /// <summary>What a commit waits for. Default <see cref="SqliteDurability.Full"/>.</summary>
    public SqliteDurability Durability { get; init; } = SqliteDurability.Full;

    /// <summary>
    /// How long a call waits for another process that holds the file. Default 5 s; 0 ms to 10 min, in whole
    /// milliseconds. Afterwards the call throws with <see cref="SqliteFault.Busy"/> and has done nothing.
    /// </summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most memory that one connection caches pages in, KiB. Default 2,048; 64 to 1,048,576.</summary>
    public int CacheKibibytesMax { get; init; } = 2_048;

    /// <summary>
    /// Pages of 4 KiB in the write-ahead log after which a commit moves them into the file. Default 1,000;
    /// 1 to 1,000,000.
    /// </summary>
    public int CheckpointPages { get; init; } = 1_000;

    /// <summary>Size that the write-ahead log is cut back to, bytes. Default 16 MiB; 0 to 1 GiB.</summary>
    public int LogBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Whether opening for writing reads the whole file to find damage (about 2 ms per MB). Default true; short
    /// commands beside a running process turn it off. Opening read-only never does it.
    /// </summary>
    public bool CheckOnOpen { get; init; } = true;

    /// <summary>Throws one error that names every value outside its range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    internal void Check()
    {
        var wrong = new List<string>();
        if (!Enum.IsDefined(Durability))
            wrong.Add($"{nameof(Durability)} {Durability} is not Full or Normal");
        CheckRange(wrong, nameof(BusyTimeout) + " in ms", (long)BusyTimeout.TotalMilliseconds, 0, 600_000);
        CheckRange(wrong, nameof(CacheKibibytesMax), CacheKibibytesMax, 64, 1_048_576);
        CheckRange(wrong, nameof(CheckpointPages), CheckpointPages, 1, 1_000_000);
        CheckRange(wrong, nameof(LogBytesMax), LogBytesMax, 0, 1_073_741_824);
        if (wrong.Count > 0)
            throw new ArgumentException($"Condition failed: {string.Join("; ", wrong)}.");
    }

    private static void CheckRange(List<string> wrong, string name, long value, long least, long most)
    {
        if (value < least || value > most)
            wrong.Add($"{name} {value} is not within {least} to {most}");
    }
}
