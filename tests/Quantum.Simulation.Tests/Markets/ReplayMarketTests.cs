using System.Text;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class ReplayMarketTests : IDisposable
{
    private static readonly Minute From = Minute.OfKey("20250602T0000");
    private static readonly Symbol Near = Symbol.Of("NEARUSDT");

    private readonly Archive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void Rows_come_back_as_candles_and_holes_stay_holes()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Row(-1, "2.327,2.331,2.326,2.33,86872")
            + Row(0, "2.330,2.34,2.32,2.3355,80736.5") + Row(3, "2.33,2.33,2.33,2.33,0") + Row(10, "9,9,9,9,9"));
        var tape = Assert.Single(Load(minutes: 10).Contracts);
        var minutes = tape.Minutes;
        Assert.Equal([true, true, false, false, true, false],
            Enumerable.Range(-1, 6).Select(offset => minutes.At(From + offset).IsCandle));
        Assert.Equal(Candle.Of(From, 2.33m, 2.34m, 2.32m, 2.3355m, 80_736.5m),
            minutes.CandleOf(From, minutes.At(From)));
        Assert.Equal(0, minutes.CandleOf(From + 3, minutes.At(From + 3)).Volume);
        Assert.Equal(minutes.At(From).Last, minutes.At(From).Mark);
        Assert.Equal((0.0001m, 0.1m, 5m), (tape.Rules.TickSize, tape.Rules.StepSize, tape.Rules.NotionalMin));
        Assert.Equal((From - 1).Start, tape.Rules.ListedAt);
        Assert.Equal(From + 10, minutes.Next); // the row at the end is not part of the replay
        Assert.Equal(2.33m, minutes.PriceOf(minutes.At(From + 9).Last.Close));
    }

    [Fact]
    public void Traded_values_are_read_where_the_file_has_them()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header.TrimEnd() + ",quote_volume,trades,taker_buy_volume\n"
            + Row(0, "2,2,2,2,10,19.123456789,436,54301")
            + Row(1, "2,2,2,2,10,,,"));
        var minutes = Load(minutes: 10).Contracts[0].Minutes;
        Assert.Equal([19.12345679m, 20m],
            new[] { 0, 1 }.Select(offset => minutes.CandleOf(From + offset, minutes.At(From + offset)).QuoteVolume));
    }

    [Theory]
    //          rows behind a good first row, line, field, part of the message
    [InlineData("T1,2,2,2,2", 3, "volume", "missing")]
    [InlineData("T1,2,2", 3, "low", "missing")]
    [InlineData("T1,2,2,,2,1", 3, "low", "missing")]
    [InlineData("T1,2,NaN,2,2,1", 3, "high", "'NaN' is not a number")]
    [InlineData("T1,2,2,2,Infinity,1", 3, "close", "'Infinity' is not a number")]
    [InlineData("T1,2,2,2,1e3,1", 3, "close", "'1e3' is not a number")]
    [InlineData("T1,2,2,2,0x2,1", 3, "close", "'0x2' is not a number")]
    [InlineData("T1,.,2,2,2,1", 3, "open", "'.' is not a number")]
    [InlineData("T1,2.0.0,2,2,2,1", 3, "open", "'2.0.0' is not a number")]
    [InlineData("T1,1234567890123456789,2,2,2,1", 3, "open", "at most 18 digits")]
    [InlineData("T1,2,1.9,2,2,1", 3, "high", "1.9 is below low 2")]
    [InlineData("T1,2,2.1,2,2.2,1", 3, "high", "below open or close")]
    [InlineData("T1,2,2.2,2.1,2.2,1", 3, "low", "above open or close")]
    [InlineData("T1,-2,2,2,2,1", 3, "open", "-2 is not > 0")]
    [InlineData("T1,0,2,2,2,1", 3, "open", "0 is not > 0")]
    [InlineData("T1,2,2,2,2,-1", 3, "volume", "-1 is not >= 0")]
    [InlineData("1.5,2,2,2,2,1", 3, "open_time_ms", "not a time")]
    [InlineData(",2,2,2,2,1", 3, "open_time_ms", "not a time")]
    [InlineData("", 3, "open_time_ms", "not a time")]
    [InlineData("1748822460001,2,2,2,2,1", 3, "open_time_ms", "not a multiple of 60000")]
    [InlineData("T0,2,2,2,2,1", 3, "open_time_ms", "there twice")]
    [InlineData("T2,2,2,2,2,1\nT1,2,2,2,2,1", 4, "open_time_ms", "must ascend")]
    [InlineData("T1,2,2,2,2,1\r\nT2,2,2,2,2,x\r", 4, "volume", "'x' is not a number")]
    public void A_malformed_row_names_file_line_and_field(string rows, int line, string field, string message)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            rows = rows.Replace($"T{offset}", $"{(From + offset).StartMilliseconds}", StringComparison.Ordinal);
        }

        var file = _archive.Write("1m", "NEARUSDT", Archive.Header + Row(0, "2,2,2,2,1") + rows + "\n");
        var error = Assert.Throws<CandleFileException>(() => Load(minutes: 10));
        Assert.Equal((file, line, field), (error.File, error.Line, error.Field));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{file}, line {line}, {field}: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")] // a gzip file of no bytes
    [InlineData("time,open,high,low,close,volume\n", "the header is")]
    [InlineData("open_time_ms,open,high,low,close,volume\n", "no candle from 2025-06-02T00:00Z to before")]
    public void A_file_without_its_rows_is_refused(string text, string message)
    {
        var file = _archive.Write("1m", "NEARUSDT", text);
        var error = Assert.Throws<CandleFileException>(() => Load(minutes: 10, Near));
        Assert.Equal(file, error.File);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_corrupt_files_are_refused()
    {
        Assert.Contains("the directory does not exist", Fault(), StringComparison.Ordinal);
        Assert.Contains("the file does not exist", Fault(Near), StringComparison.Ordinal);
        _archive.WriteBytes("1m", "NEARUSDT", Encoding.UTF8.GetBytes(Archive.Header));
        Assert.Contains("not readable gzip", Fault(Near), StringComparison.Ordinal);
        var whole = Archive.Compress(Encoding.UTF8.GetBytes(Archive.Header + Many(5_000)));
        _archive.WriteBytes("1m", "NEARUSDT", whole[..(whole.Length / 2)]);
        Assert.Contains("cut short", Fault(Near), StringComparison.Ordinal);

        string Fault(params Symbol[] symbols) =>
            Assert.Throws<CandleFileException>(() => Load(minutes: 10_000, symbols)).Message;
    }

    [Fact]
    public void All_leaves_out_contracts_without_a_candle_and_says_which()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Row(0, "2,2,2,2,1"));
        _archive.Write("1m", "ADAUSDT", Archive.Header + Row(-5, "2,2,2,2,1"));
        var market = Load(minutes: 10);
        Assert.Equal([Near], market.Contracts.Select(tape => tape.Symbol));
        Assert.Equal([Symbol.Of("ADAUSDT")], market.LeftOut);
        Assert.Throws<CandleFileException>(() => Load(minutes: 10, Symbol.Of("ADAUSDT")));
    }

    [Fact]
    public void An_empty_selection_is_refused()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Row(-5, "2,2,2,2,1"));
        var error = Assert.Throws<CandleFileException>(() => Load(minutes: 10));
        Assert.Contains("no contract has a candle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_named_after_a_contract_is_refused()
    {
        _archive.Write("1m", "near", Archive.Header);
        Assert.Contains("name", Assert.Throws<CandleFileException>(() => Load(minutes: 10)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_price_too_large_for_its_tick_is_refused()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Row(0, "99999,99999,99999,99999,1")
            + Row(1, "1,1,0.000001,1,1"));
        Assert.Contains("too large", Assert.Throws<CandleFileException>(() => Load(minutes: 10)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Funding_is_valued_at_the_mark_of_its_moment()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Row(239, "2,2,2,2,1") + Row(240, "3,5,3,4,1"));
        _archive.Write("funding", "NEARUSDT", $"funding_time_ms,funding_rate\n{(From - 240).StartMilliseconds},0.0001\n"
            + $"{From.StartMilliseconds},-0.00012367\n{(From + 240).StartMilliseconds},0.0003\n");
        var market = Load(minutes: 300);
        var tape = market.Contracts[0];
        Assert.Equal(4, tape.Rules.FundingIntervalHours);
        Assert.Empty(market.WithoutFunding);
        Assert.Equal(-0.00012367, tape.Funding.ExpectedRateAt(From.Start));
        var payment = tape.Funding.Between(From.Start, (From + 300).Start)[0];
        Assert.Equal(new FundingPayment((From + 240).Start, 0.0003, 3), payment);
    }

    [Fact]
    public void Without_funding_the_interval_is_eight_hours_and_the_contract_is_named()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Row(0, "2,2,2,2,1"));
        var market = Load(minutes: 10);
        Assert.Equal([Near], market.WithoutFunding);
        Assert.Equal(8, market.Contracts[0].Rules.FundingIntervalHours);
    }

    [Theory]
    [InlineData("T,NaN", "funding_rate")]
    [InlineData("T,1.5", "funding_rate")]
    [InlineData("T", "funding_rate")]
    [InlineData("x,0.1", "funding_time_ms")]
    [InlineData("T,0.1\nT,0.1", "funding_time_ms")]
    public void A_malformed_funding_row_names_its_field(string rows, string field)
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Row(0, "2,2,2,2,1"));
        _archive.Write("funding", "NEARUSDT", "funding_time_ms,funding_rate\n"
            + rows.Replace("T", $"{From.StartMilliseconds}", StringComparison.Ordinal));
        Assert.Equal(field, Assert.Throws<CandleFileException>(() => Load(minutes: 10)).Field);
    }

    [Fact]
    public void Hours_stand_in_for_missing_minutes_in_the_statistics()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Row(-60, "2,2,2,2,1") + Row(0, "2,2,2,2,1"));
        var hours = string.Concat(Enumerable.Range(-240, 241).Select(hour => Row(hour * 60, "2,3,2,2,10")));
        _archive.Write("1h", "NEARUSDT", Archive.Header + hours);
        var tape = Load(minutes: 10).Contracts[0];
        var statistics = tape.Hours.StatisticsAt(Near, From);
        Assert.Equal((10, 0.5, 24 * 10 * 2.25m), (statistics.Days, statistics.RangeShare, statistics.QuoteVolume24h));
        Assert.Equal((From - (240 * 60)).Start, tape.Rules.ListedAt);
    }

    [Fact]
    public void Progress_ends_with_every_file_and_row()
    {
        _archive.Write("1m", "NEARUSDT", Archive.Header + Many(70_000));
        var reports = new List<ReplayProgress>();
        var market = ReplayMarket.Load(Options(70_000), new Collector(reports), CancellationToken.None);
        Assert.Equal([(0, 65_536L), (0, 70_000L), (1, 70_000L)],
            reports.Select(report => (report.FilesDone, report.Rows)));
        Assert.Equal(70_000, market.Rows);
    }

    [Fact]
    public void Wrong_options_are_named_all_at_once()
    {
        var options = new ReplayMarketOptions
        {
            Directory = " ", From = From, To = From, WarmUpMinutes = -1, SpreadBps = double.NaN, Symbols = [Near, Near],
        };
        var error = Assert.Throws<ArgumentException>(() => ReplayMarket.Load(options, null, CancellationToken.None));
        Assert.All(new[] { "Directory", "From", "WarmUpMinutes", "SpreadBps", "Symbols" },
            name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private ReplayMarket Load(int minutes, params Symbol[] symbols) =>
        ReplayMarket.Load(Options(minutes) with { Symbols = symbols }, null, CancellationToken.None);

    private ReplayMarketOptions Options(int minutes) =>
        new() { Directory = _archive.Root, From = From, To = From + minutes };

    private static string Row(int offset, string fields) => $"{(From + offset).StartMilliseconds},{fields}\n";

    private static string Many(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(offset => Row(offset, $"2,3,2,2.{offset % 10},{offset}")));

    private sealed class Collector(List<ReplayProgress> reports) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => reports.Add(value);
    }
}
