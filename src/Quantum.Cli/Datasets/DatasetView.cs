using System.Globalization;
using Quantum.Core.Diagnosis;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Datasets;
using Spectre.Console;

namespace Quantum.Cli.Datasets;

/// <summary>Shows how a data set grows, and sums it up.</summary>
internal static class DatasetView
{
    /// <summary>Shows progress while the work is done: a bar in a terminal, a line for every tenth elsewhere.</summary>
    public static DatasetReport Show(Func<IProgress<DatasetProgress>, DatasetReport> work)
    {
        if (Console.IsOutputRedirected) return work(new Lines());
        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn(), new SpinnerColumn())
            .Start(context => work(new Bar(context.AddTask("folding candles"))));
    }

    /// <summary>What became of the candles.</summary>
    /// <param name="report">The report.</param>
    /// <param name="leftOut">Contracts without a candle in the range.</param>
    /// <param name="elapsed">Wall time of the work.</param>
    /// <param name="processor">Processor time of the process.</param>
    public static IEnumerable<string> Sentences(
        DatasetReport report, IReadOnlyList<Symbol> leftOut, TimeSpan elapsed, TimeSpan processor)
    {
        foreach (var contract in report.Contracts)
        {
            yield return $"{contract.Symbol}: {Rows(contract.Rows)} of {Candles(contract.Candles)}"
                + (contract.First is { } first ? $", {Time(first)} to {Time(contract.Last!.Value)}" : "")
                + (contract.WithoutFunding > 0 ? $", {contract.WithoutFunding:N0} without a funding rate." : ".");
        }

        foreach (var symbol in leftOut) yield return $"{symbol}: no candle in the range.";
        var (down, flat, up, none) = report.Classes;
        yield return $"{Rows(report.Rows)}: {down:N0} down, {flat:N0} flat, {up:N0} up, {none:N0} without a label "
            + "(the horizon reaches beyond the data or into a hole).";
        foreach (var (code, count) in report.Refusals)
            yield return $"{Candles(count)} gave no row: {ReasonCatalog.Of(code).Name}.";
        if (report.WarmUpCandles > 0)
            yield return $"{Candles(report.WarmUpCandles)} before --from only warmed the states up.";
        if (report.WithoutReference > 0)
            yield return $"{Counted.Of(report.WithoutReference, "row is", "rows are")} compared with the median of the "
                + "symbols: BTCUSDT has no return at that minute. "
                + $"{Counted.Of(report.Alone, "row stands", "rows stand")} alone at a minute.";
        foreach (var sentence in OnFunding(report)) yield return sentence;
        if (report.Outcomes.Known > 0)
            yield return $"{Counted.Of(report.Outcomes.Rows, "row was a signal", "rows were signals")} of the run "
                + $"({report.Outcomes.Known:N0} known), weight {report.Outcomes.Weight}; "
                + $"{Counted.Of(report.Outcomes.Realised, "has", "have")} the result of the trade.";
        yield return $"{Rows(PerSecond(report.Rows, elapsed))} per second, {PerSecond(report.Rows, processor):N0} "
            + "per second of processor time.";
    }

    private static IEnumerable<string> OnFunding(DatasetReport report)
    {
        if (report.WithoutFunding > 0)
            yield return $"{Counted.Of(report.WithoutFunding, "row has", "rows have")} no known funding rate: no "
                + "payment of the 8 hours before is recorded. Features take the last one known, or 0; what is not "
                + "recorded costs labels nothing.";
        var without = report.Contracts.Where(contract => !contract.HasFundingFile).ToList();
        if (without.Count > 0)
            yield return $"No file of funding: {string.Join(", ", without.Select(contract => contract.Symbol))}.";
    }

    private static string Rows(long count) => Counted.Of(count, "row");

    private static string Candles(long count) => Counted.Of(count, "candle");

    private static long PerSecond(long rows, TimeSpan time) => (long)(rows / Math.Max(0.001, time.TotalSeconds));

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Describe(DatasetProgress progress) =>
        $"{progress.Candles:N0} of {Candles(progress.CandlesTotal)}, {Rows(progress.Rows)}";

    private sealed class Bar(ProgressTask task) : IProgress<DatasetProgress>
    {
        public void Report(DatasetProgress value)
        {
            (task.MaxValue, task.Value) = (Math.Max(1, value.CandlesTotal), value.Candles);
            task.Description = Markup.Escape($"{Rows(value.Rows)}, {value.Minute}");
        }
    }

    private sealed class Lines : IProgress<DatasetProgress>
    {
        private const int Parts = 10;

        private long _part;

        public void Report(DatasetProgress value)
        {
            var part = value.Candles * Parts / Math.Max(1, value.CandlesTotal);
            if (part == _part) return;
            _part = part;
            Console.WriteLine(Describe(value));
        }
    }
}
