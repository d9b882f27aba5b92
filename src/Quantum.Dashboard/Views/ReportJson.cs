using System.Text.Json;
using Quantum.App.Control;
using Quantum.App.Reporting;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;

namespace Quantum.Dashboard.Views;

/// <summary>
/// Reports as UTF-8 JSON: the same bytes over HTTP and from <c>quantum … --json</c>. Money and prices are numbers, what
/// is not finite is null, every member is always present; <c>docs/http-api.md</c> shows one example of each.
/// </summary>
public static class ReportJson
{
    /// <summary>The answer of <c>/api/status</c>.</summary>
    public static byte[] Status(StatusReport report) =>
        JsonSerializer.SerializeToUtf8Bytes(StatusView.Of(report), DashboardJson.Readable.StatusView);

    /// <summary>The answer of <c>/api/health</c>: levels only, nothing that is not for everybody.</summary>
    public static byte[] Health(StatusReport report) =>
        JsonSerializer.SerializeToUtf8Bytes(HealthView.Of(report), DashboardJson.Readable.HealthView);

    /// <summary>The answer of <c>/api/positions</c>.</summary>
    public static byte[] Positions(StatusReport report) => JsonSerializer.SerializeToUtf8Bytes(
        new PositionsView(report.At, PositionView.Of(report)),
        DashboardJson.Readable.PositionsView);

    /// <summary>The answer of <c>/api/funnel</c>.</summary>
    public static byte[] Funnel(FunnelReport report) =>
        JsonSerializer.SerializeToUtf8Bytes(FunnelView.Of(report), DashboardJson.Readable.FunnelView);

    /// <summary>The answer of <c>/api/trades</c>.</summary>
    /// <param name="from">First scan minute asked for, inclusive.</param>
    /// <param name="to">Last one, exclusive.</param>
    /// <param name="trades">In order of their close.</param>
    public static byte[] Trades(Minute from, Minute to, IReadOnlyList<Trade> trades) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new TradesView(from, to, [.. trades.Select(TradeView.Of)]), DashboardJson.Readable.TradesView);

    /// <summary>The answer of <c>/api/why/{symbol}</c>.</summary>
    public static byte[] Why(WhyReport report) =>
        JsonSerializer.SerializeToUtf8Bytes(WhyView.Of(report), DashboardJson.Readable.WhyView);

    /// <summary>The answer of <c>/api/control/{action}</c>.</summary>
    /// <param name="action">The order in lower case, e.g. <c>pause</c>.</param>
    /// <param name="report">What it led to.</param>
    public static byte[] Control(string action, ControlReport report) =>
        JsonSerializer.SerializeToUtf8Bytes(ControlView.Of(action, report), DashboardJson.Readable.ControlView);

    /// <summary>An error: <c>{"error": "…"}</c>.</summary>
    public static byte[] Error(string sentence) =>
        JsonSerializer.SerializeToUtf8Bytes(new ErrorView(sentence), DashboardJson.Readable.ErrorView);
}
