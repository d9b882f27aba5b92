using Quantum.Adapters.Archive.Tests.Fakes;
using Quantum.App.Ports;
using Quantum.Cli.Recordings;
using Quantum.Cli.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Tests.Recordings;

public sealed class GapFillTests : IDisposable
{
    private const string Header = "open_time_ms,open,high,low,close,volume\n";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task All_gaps_are_asked_for_however_many_and_what_is_not_there_is_missing()
    {
        // More gaps than an audit lists by itself; the exchange does not have the last missing minute.
        const int gaps = RecordingAudit.ListedMax + 199;
        Write("1m", Rows(Enumerable.Range(0, gaps + 1).Select(row => row * 2)));
        var exchange = new Exchange(minute => minute.Index != (gaps * 2) - 1);

        var report = Assert.Single(await FillAsync(exchange));

        Assert.Equal(new GapFillReport("NEARUSDT", gaps, gaps - 1, "no such minute", IsWhole: false), report);
        exchange.Has = _ => true;
        Assert.True(Assert.Single(await FillAsync(exchange)).IsWhole);
        Assert.Empty(await FillAsync(exchange));
    }

    [Fact]
    public async Task An_exchange_that_falls_silent_leaves_the_rest_missing()
    {
        Write("1m", Rows([0, 2, 4, 6]));
        var exchange = new Exchange(minute =>
            minute.Index < 3 ? true : throw new VenueUnavailableException("no weight left"));

        Assert.Equal(new GapFillReport("NEARUSDT", 3, 1, "no weight left", IsWhole: false),
            Assert.Single(await FillAsync(exchange)));
    }

    [Fact]
    public async Task A_recording_that_another_is_writing_is_told_and_left_alone()
    {
        Write("1m", Rows([0, 2]));
        using var other = new FileStream(_directory.Of("1m", ".NEARUSDT.csv.gz.lock"), FileMode.Create,
            FileAccess.ReadWrite, FileShare.None);

        var report = Assert.Single(await FillAsync(new Exchange(_ => true)));

        Assert.Equal((1, 0, false), (report.Missing, report.Added, report.IsWhole));
        Assert.Contains("another quantum is at work on it", report.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("60000,2,1,3,2,5\n", 0)] // a defect and no gap: nothing is known of what is missing
    [InlineData("60000,2,1,3,2,5\n240000,2,3,1,2,5\n", 2)]
    public async Task A_recording_with_a_defect_is_left_alone_and_is_not_whole(string rows, int missing)
    {
        Write("1m", "0,2,3,1,2,5\n" + rows);

        var report = Assert.Single(await FillAsync(new Exchange(_ => true)));

        Assert.Equal(new GapFillReport(
            "NEARUSDT", missing, 0, "the recording has defects; mend it first", IsWhole: false), report);
    }

    [Fact]
    public async Task Candles_of_another_interval_alone_cannot_be_filled_and_are_not_called_whole()
    {
        Write("1h", "0,2,3,1,2,5\n7200000,2,3,1,2,5\n");

        var error = await Assert.ThrowsAsync<CandleFileException>(() => FillAsync(new Exchange(_ => true)));

        Assert.Contains("NEARUSDT is there as 1h alone, and only minutes can be filled: 1m/NEARUSDT.csv.gz is missing",
            error.Message, StringComparison.Ordinal);
    }

    private static string Rows(IEnumerable<int> minutes) =>
        string.Concat(minutes.Select(minute => $"{minute * 60_000L},2,3,1,2,5\n"));

    private void Write(string kind, string rows) =>
        ArchiveTables.Write(_directory.Of(kind, "NEARUSDT.csv.gz"), Header + rows);

    private Task<IReadOnlyList<GapFillReport>> FillAsync(IMarketData market) =>
        GapFill.RunAsync(_directory.Path, [], market, CancellationToken.None);

    /// <summary>An exchange that has the minutes that the test says.</summary>
    private sealed class Exchange(Func<Minute, bool> has) : IMarketData
    {
        public Func<Minute, bool> Has { get; set; } = has;

        public Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
            IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct)
        {
            var request = Assert.Single(requests);
            var candles = new List<Candle>();
            for (var minute = request.First; minute <= last; minute += 1)
            {
                if (Has(minute)) candles.Add(Candle.Of(minute, 2, 3, 1, 2, 5, 10));
            }

            return Task.FromResult<IReadOnlyList<CandleAnswer>>(
                [new(request.Symbol, candles, candles.Count == 0 ? "no such minute" : null)]);
        }

        public Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct) => throw Unasked();

        public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) => throw Unasked();

        public Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct) => throw Unasked();

        public Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct) =>
            throw Unasked();

        public Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct) =>
            throw Unasked();

        public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) => throw Unasked();

        private static NotSupportedException Unasked() => new("Filling asks for candles alone.");
    }
}
