using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.FakeVenue.Orders;
using Quantum.FakeVenue.Requests;
using Quantum.Simulation.Markets;

namespace Quantum.FakeVenue.Endpoints;

/// <summary><c>/fapi/v1/klines</c> of minutes and days, the open one included; of the mark price, minutes.</summary>
internal static class Klines
{
    private const int LimitDefault = 500;
    private const int LimitMax = 1_500;
    private const long MinuteMilliseconds = 60_000;
    private const long DayMilliseconds = 86_400_000;

    /// <summary>[1, 100) = 1, [100, 500) = 2, [500, 1000] = 5, above = 10; omitted means 500.</summary>
    public static int WeightOf(VenueRequest request) => (request.Integer("limit") ?? LimitDefault) switch
    {
        < 100 => 1,
        < 500 => 2,
        <= 1_000 => 5,
        _ => 10,
    };

    public static async Task<object> AnswerAsync(VenueRequest request, Scene scene)
    {
        var contract = scene.World.ContractOf(request.Symbol()) ?? throw new VenueError(-1121, "Invalid symbol.");
        var (from, to, limit) = Range(request, scene);
        return request.Text("interval") switch
        {
            "1m" => Write(await MinutesAsync(contract, from, to, limit, scene), MinuteMilliseconds),
            "1d" => Write(Days(contract, from, to, limit, scene.World.Now), DayMilliseconds),
            _ => throw new VenueError(-1120, "Invalid interval."),
        };
    }

    public static async Task<object> AnswerMarkAsync(VenueRequest request, Scene scene)
    {
        var contract = scene.World.ContractOf(request.Symbol()) ?? throw new VenueError(-1121, "Invalid symbol.");
        if (request.Text("interval") != "1m") throw new VenueError(-1120, "Invalid interval.");
        var (from, to, limit) = Range(request, scene);
        var last = Minute.Of(to);
        var first = from is { } start ? Minute.Of(start.AddTicks(TimeSpan.TicksPerMinute - 1)) : last - (limit - 1);
        if (last > first + (limit - 1) && from is not null) last = first + (limit - 1);
        if (first > last) return Write([], MinuteMilliseconds);
        var windows = await scene.World.Market.ReadWindowsAsync(contract.Symbol, first.Start, last.End, scene.Ct);
        return Write([.. windows.Select(window => new Row(Minute.Of(window.From).StartMilliseconds,
            window.Mark.Open, window.Mark.High, window.Mark.Low, window.Mark.Close, 0, 0))], MinuteMilliseconds);
    }

    private static (DateTimeOffset? From, DateTimeOffset To, int Limit) Range(VenueRequest request, Scene scene)
    {
        var limit = request.Integer("limit") ?? LimitDefault;
        if (limit is < 1 or > LimitMax)
            throw new VenueError(-1130, "Data sent for parameter 'limit' is not valid.");
        var (from, end, now) = (request.Instant("startTime"), request.Instant("endTime"), scene.World.Now);
        if (from > end) throw new VenueError(-1023, "Start time is greater than end time.");
        return (from, end is { } until && until < now ? until : now, (int)limit);
    }

    private static async Task<IReadOnlyList<Row>> MinutesAsync(
        ContractTape contract, DateTimeOffset? from, DateTimeOffset to, int limit, Scene scene)
    {
        var open = Minute.Of(scene.World.Now);
        var last = Minute.Of(to);
        var first = from is { } start ? Minute.Of(start.AddTicks(TimeSpan.TicksPerMinute - 1)) : last - (limit - 1);
        var answers = await scene.World.Market.ReadCandlesAsync(
            [new CandleRequest(contract.Symbol, first)], last, scene.Ct);
        var rows = answers[0].Candles.Take(limit).Select(candle => new Row(candle.Minute.StartMilliseconds,
            candle.Open, candle.High, candle.Low, candle.Close, candle.Volume, candle.QuoteVolume)).ToList();
        if (last == open && first <= open && rows.Count < limit)
        {
            // The candle under way is shown, as at the venue; whoever takes it for a closed one is wrong.
            var windows = await scene.World.Market.ReadWindowsAsync(
                contract.Symbol, open.Start, scene.World.Now, scene.Ct);
            if (windows is [{ Last: var bar }, ..])
                rows.Add(new Row(open.StartMilliseconds, bar.Open, bar.High, bar.Low, bar.Close, 1, bar.Close));
        }

        return rows;
    }

    private static List<Row> Days(
        ContractTape contract, DateTimeOffset? from, DateTimeOffset to, int limit, DateTimeOffset now)
    {
        var rows = new List<Row>();
        var last = (int)(to.ToUnixTimeMilliseconds() / DayMilliseconds);
        var first = from is { } start
            ? (int)((start.ToUnixTimeMilliseconds() + DayMilliseconds - 1) / DayMilliseconds)
            : last - (limit - 1);
        for (var day = first; day <= last && rows.Count < limit; day++)
        {
            if (contract.Hours.DayAt(day) is not { } bar) continue;
            var (high, low, close) = ((decimal)bar.High, (decimal)bar.Low, (decimal)bar.Close);
            rows.Add(new Row(day * DayMilliseconds, close, high, low, close, 1, 1));
        }

        return rows;
    }

    private static ReadOnlyMemory<byte> Write(IReadOnlyList<Row> rows, long length)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + (rows.Count * 160));
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(row.Time);
            writer.WriteStringValue(VenueText.Of(row.Open));
            writer.WriteStringValue(VenueText.Of(row.High));
            writer.WriteStringValue(VenueText.Of(row.Low));
            writer.WriteStringValue(VenueText.Of(row.Close));
            writer.WriteStringValue(VenueText.Of(row.Volume));
            writer.WriteNumberValue(row.Time + length - 1);
            writer.WriteStringValue(row.QuoteVolume.ToString("0.########", CultureInfo.InvariantCulture));
            writer.WriteNumberValue(7);
            writer.WriteStringValue(VenueText.Of(row.Volume / 2));
            writer.WriteStringValue(VenueText.Of(row.QuoteVolume / 2));
            writer.WriteStringValue("0");
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private readonly record struct Row(long Time, decimal Open, decimal High, decimal Low, decimal Close,
        decimal Volume, decimal QuoteVolume);
}
