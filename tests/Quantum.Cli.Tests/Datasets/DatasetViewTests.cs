using Quantum.Cli.Datasets;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Datasets;

namespace Quantum.Cli.Tests.Datasets;

public class DatasetViewTests
{
    private static readonly DateTimeOffset First = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_count_is_told_with_the_words_that_go_with_it()
    {
        var contract = new ContractReport(
            Symbol.Of("NEARUSDT"), 4_000, 3_000, First, First.AddMinutes(2_999), 2_000, HasFundingFile: true);
        var report = new DatasetReport(3_000, new(100, 2_500, 355, 45),
            new Dictionary<ReasonCode, long> { [ReasonCode.DataGap] = 1_000 }, 20, 30, 40, new(2, 70, 60, 50),
            [contract]);
        Assert.Equal([
            "NEARUSDT: 3,000 rows of 4,000 candles, 2025-06-01 12:00 to 2025-06-03 13:59, 2,000 without a funding "
            + "rate.",
            "ADAUSDT: no candle in the range.",
            "3,000 rows: 100 down, 2,500 flat, 355 up, 45 without a label (the horizon reaches beyond the data or into "
            + "a hole).",
            "1,000 candles gave no row: DATA_GAP.",
            "20 candles before --from only warmed the states up.",
            "30 rows are compared with the median of the symbols: BTCUSDT has no return at that minute. 40 rows stand "
            + "alone at a minute.",
            "2,000 rows have no known funding rate: no payment of the 8 hours before is recorded. Features take the "
            + "last one known, or 0; what is not recorded costs labels nothing.",
            "60 rows were signals of the run (70 known), weight 2; 50 have the result of the trade.",
            "1,500 rows per second, 1,000 per second of processor time.",
        ], Sentences(report, Symbol.Of("ADAUSDT")));
    }

    [Fact]
    public void One_is_told_in_the_singular()
    {
        var contract = new ContractReport(Symbol.Of("NEARUSDT"), 1, 1, First, First, 1, HasFundingFile: true);
        var report = new DatasetReport(1, new(0, 0, 1, 0), new Dictionary<ReasonCode, long>
        {
            [ReasonCode.DataGap] = 1,
        }, 1, 1, 1, new(2, 1, 1, 1), [contract]);
        Assert.Equal([
            "NEARUSDT: 1 row of 1 candle, 2025-06-01 12:00 to 2025-06-01 12:00, 1 without a funding rate.",
            "1 row: 0 down, 0 flat, 1 up, 0 without a label (the horizon reaches beyond the data or into a hole).",
            "1 candle gave no row: DATA_GAP.",
            "1 candle before --from only warmed the states up.",
            "1 row is compared with the median of the symbols: BTCUSDT has no return at that minute. 1 row stands "
            + "alone at a minute.",
            "1 row has no known funding rate: no payment of the 8 hours before is recorded. Features take the last one "
            + "known, or 0; what is not recorded costs labels nothing.",
            "1 row was a signal of the run (1 known), weight 2; 1 has the result of the trade.",
            "0 rows per second, 0 per second of processor time.",
        ], Sentences(report));
    }

    [Fact]
    public void Contracts_without_a_file_of_funding_are_named()
    {
        ContractReport Of(string name, bool hasFile) => new(Symbol.Of(name), 9, 0, null, null, 0, hasFile);
        var report = new DatasetReport(0, new(0, 0, 0, 0), new Dictionary<ReasonCode, long>(), 0, 0, 0, new(1, 0, 0, 0),
            [Of("ADAUSDT", false), Of("BTCUSDT", true), Of("FILUSDT", false)]);
        Assert.Contains("No file of funding: ADAUSDT, FILUSDT.", Sentences(report));
        Assert.DoesNotContain(Sentences(report), line => line.Contains("funding rate", StringComparison.Ordinal));
    }

    private static List<string> Sentences(DatasetReport report, params Symbol[] leftOut) => [.. DatasetView.Sentences(
        report, leftOut, elapsed: TimeSpan.FromSeconds(2), processor: TimeSpan.FromSeconds(3))];
}
