namespace Quantum.Adapters.Archive;

/// <summary>How the archive is reached. The defaults suit the public one and a home connection.</summary>
public sealed record ArchiveOptions
{
    /// <summary>The exchange's public archive.</summary>
    public static readonly Uri PublicAddress = new("https://data.binance.vision/");

    /// <summary>Root of the archive, http or https; default the public one. Mirrors keep its paths below it.</summary>
    public Uri Address { get; init; } = PublicAddress;

    /// <summary>Files downloaded at once. Default 8; 1 to 64.</summary>
    public int ParallelMax { get; init; } = 8;

    /// <summary>Tries of one request until the file counts as unreachable. Default 6; 1 to 20.</summary>
    public int AttemptsMax { get; init; } = 6;

    /// <summary>Wait before the second try; it doubles before each further one. Default 1 s; 1 ms to 1 min.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait of our own between two tries. Default 30 s; 1 ms to 10 min.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Longest wait that the server may ask for with <c>Retry-After</c>. Default 5 min; 1 ms to 1 h. A longer one ends
    /// the file's tries at once: it says that asking again earlier is unwelcome.
    /// </summary>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Silence after which a connection counts as dropped. Default 1 min; 1 ms to 1 h.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Age of a file's last day from which its absence is remembered and not asked for again. Default 30 days; 1 to
    /// 3,650 days. Younger ones may still be published.
    /// </summary>
    public int AbsentDaysMin { get; init; } = 30;

    /// <summary>Throws one error that names every value outside its range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    internal void Check()
    {
        var wrong = new List<string>();
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("http" or "https"))
            wrong.Add($"{nameof(Address)} {Address} is not an http or https address");
        CheckRange(wrong, nameof(ParallelMax), ParallelMax, 1, 64);
        CheckRange(wrong, nameof(AttemptsMax), AttemptsMax, 1, 20);
        CheckRange(wrong, nameof(RetryDelay) + " in ms", RetryDelay.TotalMilliseconds, 1, 60_000);
        CheckRange(wrong, nameof(RetryDelayMax) + " in ms", RetryDelayMax.TotalMilliseconds, 1, 600_000);
        CheckRange(wrong, nameof(RetryAfterMax) + " in ms", RetryAfterMax.TotalMilliseconds, 1, 3_600_000);
        CheckRange(wrong, nameof(SilenceMax) + " in ms", SilenceMax.TotalMilliseconds, 1, 3_600_000);
        CheckRange(wrong, nameof(AbsentDaysMin), AbsentDaysMin, 1, 3_650);
        if (wrong.Count > 0) throw new ArgumentException($"Condition failed: {string.Join("; ", wrong)}.");
    }

    private static void CheckRange(List<string> wrong, string name, double value, double least, double most)
    {
        if (value < least || value > most) wrong.Add($"{name} {value} is not within {least} to {most}");
    }
}
