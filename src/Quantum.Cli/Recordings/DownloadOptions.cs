using Quantum.Adapters.Archive;
using Quantum.Cli.Running;

namespace Quantum.Cli.Recordings;

/// <summary>The options of <c>quantum data download</c> as typed.</summary>
internal sealed record DownloadArguments(string? Data, string Symbols, string Interval, string? From, string? To,
    bool NoFunding, string? Cache, string Parallel, string Archive);

/// <summary>What <c>quantum data download</c> was asked to do, with every value judged.</summary>
/// <param name="Request">What to download, and where to.</param>
/// <param name="Archive">How the archive is reached.</param>
internal sealed record DownloadOptions(ArchiveRequest Request, ArchiveOptions Archive)
{
    private const int ParallelLimit = 64;

    /// <summary>Reads the options; a user corrects all mistakes in one go.</summary>
    /// <param name="arguments">As typed.</param>
    /// <param name="now">Where a range without an end ends.</param>
    /// <returns>The options, or every problem with the values that are allowed.</returns>
    public static (DownloadOptions? Options, IReadOnlyList<string> Problems) Read(
        DownloadArguments arguments, DateTimeOffset now)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(arguments.Data))
            problems.Add("--data: is needed, the directory to keep recordings in.");
        DataDirectory.CheckNoFile("--data", arguments.Data, problems);
        DataDirectory.CheckNoFile("--cache", arguments.Cache, problems);
        var symbols = RunOptionsReader.SymbolsNamed(arguments.Symbols, problems);
        if (arguments.Symbols.Trim(',', ' ').Length == 0)
            problems.Add("--symbols: is needed, symbols separated by commas.");
        var series = ArchiveSeries.Candles.FirstOrDefault(one => one.Name == arguments.Interval);
        if (series is null)
        {
            problems.Add($"--interval '{arguments.Interval}': must be "
                + $"{string.Join(", ", ArchiveSeries.Candles.SkipLast(1))} or {ArchiveSeries.Candles[^1]}.");
        }

        if (arguments.From is null) problems.Add("--from: is needed.");
        var from = RunOptionsReader.Instant("--from", arguments.From, problems) ?? default;
        var to = RunOptionsReader.Instant("--to", arguments.To, problems) ?? now;
        if (problems.Count == 0 && from >= to) problems.Add("--to: must be later than --from, which must be past.");
        var parallel = RunOptionsReader.Whole("--parallel", arguments.Parallel, 1, ParallelLimit, problems);
        if (!Uri.TryCreate(arguments.Archive, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https"))
        {
            problems.Add($"--archive '{arguments.Archive}': must be an http or https address.");
        }

        if (problems.Count > 0) return (null, problems);
        var directory = arguments.Data!;
        return (new DownloadOptions(
            new ArchiveRequest(directory, arguments.Cache ?? Path.Combine(directory, ".archive"), symbols,
                arguments.NoFunding ? [series!] : [series!, ArchiveSeries.Funding], from, to),
            new ArchiveOptions { Address = address!, ParallelMax = parallel }), []);
    }
}
