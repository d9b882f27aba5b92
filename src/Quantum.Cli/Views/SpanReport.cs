using System.Globalization;
using System.Text.Json;
using Quantum.App.Ports;
using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Dashboard.Views;

namespace Quantum.Cli.Views;

/// <summary>What a run did in a span of minutes: the answer of <c>status</c> and <c>positions</c> with times.</summary>
internal sealed class SpanReport
{
    private readonly StatusReport _now;

    private SpanReport(StatusReport now) => _now = now;

    /// <summary>Counts by reason.</summary>
    public required FunnelReport Funnel { get; init; }

    /// <summary>Equity at the end of each minute.</summary>
    public required IReadOnlyList<EquityPoint> Equity { get; init; }

    /// <summary>Trades whose signal came in the span.</summary>
    public required IReadOnlyList<Trade> Trades { get; init; }

    /// <summary>Positions that were open at some time in the span, and have ended since.</summary>
    public required IReadOnlyList<Trade> Ended { get; init; }

    /// <summary>Positions that were open at some time in the span, and still are.</summary>
    public required IReadOnlyList<Position> Open { get; init; }

    /// <summary>Reads [from, to).</summary>
    /// <param name="store">Everything.</param>
    /// <param name="now">The status of the moment: it knows what is open.</param>
    /// <param name="from">First minute.</param>
    /// <param name="to">Last minute, exclusive.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async Task<SpanReport> ReadAsync(
        IEntityStore store, StatusReport now, Minute from, Minute to, CancellationToken ct)
    {
        var trades = new ReadTrades(store);
        return new(now)
        {
            Funnel = await new ReadFunnel(store).HandleAsync(from, to, ct),
            Equity = await trades.ReadEquityAsync(from, to, ct),
            Trades = await trades.HandleAsync(from, to, ct),
            Ended = await trades.HeldAsync(from, to, ct),
            Open = [.. now.Positions.Where(position =>
                position.OpenedAt is { } opened && opened < to.Start && now.At >= from.Start)],
        };
    }

    /// <summary>The span in sentences.</summary>
    public IEnumerable<string> Sentences()
    {
        var signals = Funnel.Decisions.CountOf(ReasonCode.SignalQueued);
        yield return $"{Funnel.From} to {Funnel.To}: " + (Funnel.Minutes == 0
            ? "no minute was scanned."
            : $"{Counted.Of(Funnel.Minutes, "minute")} of {Counted.Of(Funnel.Symbols, "symbol")}.");
        if (Funnel.Minutes > 0)
            yield return $"{Counted.Of(Funnel.Decisions.Total, "decision")}: {StatusText.Top(Funnel.Decisions)}.";
        if (signals > 0) yield return $"{Counted.Of(signals, "signal")}: {StatusText.Top(Funnel.Outcomes)}.";
        yield return Ended.Count + Open.Count == 0
            ? "No position was open."
            : Text($"{Counted.Of(Ended.Count + Open.Count, "position")} open at some time, ")
                + (Open.Count == 0 ? "none" : Text($"{Open.Count} of them"))
                + Text($" still at {_now.At:yyyy-MM-dd HH:mm:ss}.");
        if (Trades.Count > 0)
            yield return $"{Counted.Of(Trades.Count, "trade")} of these signals: "
                + Text($"{Trades.Sum(trade => trade.NetPnl):+0.00;-0.00;0.00} USDT net, ")
                + Text($"after {-Trades.Sum(trade => trade.Fees):0.00} of fees.");
        else if (signals > 0) yield return "No trade of these signals has ended.";
        yield return Equity.Count == 0
            ? "The account was not read in these minutes."
            : Text($"Equity {Equity[0].Equity:0.00} -> {Equity[^1].Equity:0.00} USDT.");
    }

    /// <summary>The span as JSON, its parts as the web page's API has them.</summary>
    public byte[] StatusJson() => Json(json =>
    {
        json.WritePropertyName("funnel");
        json.WriteRawValue(ReportJson.Funnel(Funnel));
        json.WritePropertyName("equityStart");
        WriteMoney(json, Equity.Count == 0 ? null : Equity[0].Equity);
        json.WritePropertyName("equityEnd");
        WriteMoney(json, Equity.Count == 0 ? null : Equity[^1].Equity);
        Copy(json, ReportJson.Positions(_now with { Positions = Open }), "positions");
        Copy(json, ReportJson.Trades(Funnel.From, Funnel.To, Trades), "trades");
    });

    /// <summary>What was open as JSON: positions that still are, and trades of those that ended.</summary>
    public byte[] PositionsJson() => Json(json =>
    {
        Copy(json, ReportJson.Positions(_now with { Positions = Open }), "positions");
        Copy(json, ReportJson.Trades(Funnel.From, Funnel.To, Ended), "trades");
    });

    private byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("from", Funnel.From.ToString());
            json.WriteString("to", Funnel.To.ToString());
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Copy(Utf8JsonWriter json, byte[] document, string name)
    {
        using var parsed = JsonDocument.Parse(document);
        json.WritePropertyName(name);
        parsed.RootElement.GetProperty(name).WriteTo(json);
    }

    private static void WriteMoney(Utf8JsonWriter json, decimal? money)
    {
        if (money is { } known) json.WriteNumberValue(known);
        else json.WriteNullValue();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
