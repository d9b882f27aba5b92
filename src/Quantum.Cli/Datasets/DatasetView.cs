using System.Globalization;
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
            yield return $"{contract.Symbol}: {contract.Rows:N0} rows of {contract.Candles:N0} candles"
                + (contract.First is { } first ? $", {Time(first)} to {Time(contract.Last!.Value)}." : ".");
        }

        foreach (var symbol in leftOut) yield return $"{symbol}: no candle in the range.";
        var (down, flat, up, none) = report.Classes;
        yield return $"{report.Rows:N0} rows: {down:N0} down, {flat:N0} flat, {up:N0} up, {none:N0} without a label "
            + "(their horizon reaches beyond the data or into a hole).";
        foreach (var (code, count) in report.Refusals)
            yield return $"{count:N0} candles gave no row: {ReasonCatalog.Of(code).Name}.";
        if (report.WarmUpCandles > 0)
            yield return $"{report.WarmUpCandles:N0} candles before --from only warmed the states up.";
        if (report.WithoutReference > 0)
            yield return $"{report.WithoutReference:N0} rows are compared with the median of the symbols: BTCUSDT has "
                + $"no return at their minutes. {report.Alone:N0} rows stand alone at theirs.";
        if (report.Outcomes.Known > 0)
            yield return $"{report.Outcomes.Rows:N0} rows were signals of the run ({report.Outcomes.Known:N0} known) "
                + $"and weigh {report.Outcomes.Weight}; {report.Outcomes.Realised:N0} have the result of their trade.";
        yield return $"{PerSecond(report.Rows, elapsed):N0} rows per second, {PerSecond(report.Rows, processor):N0} "
            + "per second of processor time.";
    }

    private static double PerSecond(long rows, TimeSpan time) => rows / Math.Max(0.001, time.TotalSeconds);

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Describe(DatasetProgress progress) =>
        $"{progress.Candles:N0} of {progress.CandlesTotal:N0} candles, {progress.Rows:N0} rows";

    private sealed class Bar(ProgressTask task) : IProgress<DatasetProgress>
    {
        public void Report(DatasetProgress value)
        {
            (task.MaxValue, task.Value) = (Math.Max(1, value.CandlesTotal), value.Candles);
            task.Description = Markup.Escape($"{value.Rows:N0} rows, {value.Minute}");
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
