using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Risk;

namespace Quantum.Dashboard.Views;

/// <summary>What may be done now, and why not more.</summary>
/// <param name="Kind"><c>active</c>, <c>reducing</c> or <c>halted</c>.</param>
/// <param name="Causes">Most severe first; empty when active.</param>
internal sealed record StateView(string Kind, IReadOnlyList<ReasonView> Causes)
{
    /// <summary>Maps a state.</summary>
    public static StateView Of(TradingState state) =>
        new(ReasonView.Text(state.Kind), [.. state.Causes.Select(ReasonView.Of)]);
}

/// <summary>One row of the health report with its evidence.</summary>
/// <param name="Component">E.g. <c>safety</c>.</param>
/// <param name="Level"><c>absent</c>, <c>good</c>, <c>warning</c> or <c>bad</c>.</param>
/// <param name="Evidence">What was measured.</param>
internal sealed record EvidenceView(string Component, string Level, string Evidence);

/// <summary>The account in quote units (e.g. USDT).</summary>
/// <param name="ReadAt">When the venue was read, UTC.</param>
/// <param name="Equity">Balance plus unrealised profit.</param>
/// <param name="WalletBalance">Balance.</param>
/// <param name="UnrealisedPnl">Of open positions at the mark price.</param>
/// <param name="TodayPnl">Equity less <paramref name="DayStartEquity"/>; deposits of today included.</param>
/// <param name="TodayPnlShare">The same as a share of it; null where that is not &gt; 0.</param>
/// <param name="DayStartEquity">Equity at the UTC day's first reading.</param>
/// <param name="PeakEquity">Highest equity.</param>
/// <param name="OpeningBalance">Balance at the first reading.</param>
/// <param name="Transfers">Deposits less withdrawals since the first reading.</param>
/// <param name="RealisedPnl">Since the first reading, before cost.</param>
/// <param name="Fees">Since then; ≤ 0.</param>
/// <param name="Funding">Received less paid since then.</param>
/// <param name="Mismatch">Venue's balance less our books.</param>
/// <param name="IsBalanced">Whether the two agree.</param>
internal sealed record BooksView(
    DateTimeOffset ReadAt, decimal Equity, decimal WalletBalance, decimal UnrealisedPnl, decimal TodayPnl,
    decimal? TodayPnlShare, decimal DayStartEquity, decimal PeakEquity, decimal OpeningBalance, decimal Transfers,
    decimal RealisedPnl, decimal Fees, decimal Funding, decimal Mismatch, bool IsBalanced)
{
    /// <summary>Maps the books.</summary>
    public static BooksView Of(AccountBooks books)
    {
        var today = books.Equity - books.DayStartEquity;
        var share = books.DayStartEquity > 0 ? Math.Round(today / books.DayStartEquity, 8) : (decimal?)null;
        return new(books.ReadAt, books.Equity, books.WalletBalance, books.UnrealisedPnl, today, share,
            books.DayStartEquity, books.PeakEquity, books.OpeningBalance, books.Transfers, books.RealisedPnl,
            books.Fees, books.Funding, books.Mismatch, books.IsBalanced);
    }
}

/// <summary>One point of the equity curve.</summary>
/// <param name="Minute">At its end.</param>
/// <param name="Equity">Quote units.</param>
internal sealed record EquityView(Minute Minute, decimal Equity);

/// <summary>A message that was given up.</summary>
/// <param name="At">UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="Body">Its first 200 characters.</param>
internal sealed record DeadLetterView(DateTimeOffset At, string Reason, string Body)
{
    /// <summary>Maps a row.</summary>
    public static DeadLetterView Of(DeadLetterRow row) =>
        new(row.At, row.Reason, row.Body.Length <= 200 ? row.Body : row.Body[..200]);
}

/// <summary>Something that somebody should know.</summary>
/// <param name="At">When it was noticed, UTC.</param>
/// <param name="Reason">What.</param>
/// <param name="Symbol">The contract; null where it is about the whole system.</param>
/// <param name="OrderId">Our order; null where it is about none.</param>
/// <param name="EndedAt">When what lasted was over, UTC; null while it lasts and for what has no end.</param>
internal sealed record AlarmView(
    DateTimeOffset At, ReasonView Reason, string? Symbol, string? OrderId, DateTimeOffset? EndedAt)
{
    /// <summary>Maps a row.</summary>
    public static AlarmView Of(AlarmRow row) =>
        new(row.At, ReasonView.Of(row.Reason), row.Symbol?.Name, row.OrderId?.Text, row.EndedAt);
}

/// <summary>Everything that the page shows.</summary>
/// <param name="At">When it was read, UTC; virtual time where the host runs in it.</param>
/// <param name="Mode"><c>paper</c>, <c>testnet</c> or <c>live</c>.</param>
/// <param name="State">What may be done now.</param>
/// <param name="Diagnosis">The answer to "why is it not trading?".</param>
/// <param name="Health">By component.</param>
/// <param name="LastScan">Last minute scanned; null before the first.</param>
/// <param name="Books">The account; null before the first reading.</param>
/// <param name="UnprotectedSecondsMax">
/// The longest that any position was ever without a confirmed stop, seconds.
/// </param>
/// <param name="Positions">Open and opening positions by symbol.</param>
/// <param name="Hour">Funnel of the last 60 minutes.</param>
/// <param name="Day">Funnel of the last 24 hours.</param>
/// <param name="Equity">The last 24 hours, thinned to at most <see cref="EquityCurve.PointsMax"/> points.</param>
/// <param name="Trades">The newest 50 of the last 24 hours, newest first.</param>
/// <param name="TradesCount">How many there were.</param>
/// <param name="DeadLetters">The newest 20, newest first.</param>
/// <param name="DeadLettersCount">How many there are.</param>
/// <param name="Alarms">The newest 20 of the last 24 hours, newest first.</param>
/// <param name="AlarmsCount">How many there were.</param>
internal sealed record StatusView(
    DateTimeOffset At, string Mode, StateView State, string Diagnosis, IReadOnlyList<EvidenceView> Health,
    Minute? LastScan, BooksView? Books, double UnprotectedSecondsMax, IReadOnlyList<PositionView> Positions,
    FunnelView Hour, FunnelView Day, IReadOnlyList<EquityView> Equity, IReadOnlyList<TradeView> Trades,
    int TradesCount, IReadOnlyList<DeadLetterView> DeadLetters, int DeadLettersCount,
    IReadOnlyList<AlarmView> Alarms, int AlarmsCount)
{
    /// <summary>Maps a report.</summary>
    public static StatusView Of(StatusReport report)
    {
        var positions = PositionView.Of(report);
        return new(
            report.At,
            ReasonView.Text(report.Mode),
            StateView.Of(report.State),
            report.Diagnosis,
            [.. report.Health.Select(row => new EvidenceView(row.Component, ReasonView.Text(row.Level), row.Evidence))],
            report.LastScan,
            report.Books is null ? null : BooksView.Of(report.Books),
            positions.Select(position => position.UnprotectedSecondsMax)
                .Append(report.UnprotectedSecondsMax).Max(),
            positions,
            FunnelView.Of(report.Hour),
            FunnelView.Of(report.Day),
            EquityCurve.Thin(report.Equity),
            [.. report.Trades.Reverse().Take(50).Select(TradeView.Of)],
            report.Trades.Count,
            [.. report.DeadLetters.OrderByDescending(row => row.At).Take(20).Select(DeadLetterView.Of)],
            report.DeadLetters.Count,
            [.. report.Alarms.OrderByDescending(row => row.At).Take(20).Select(AlarmView.Of)],
            report.Alarms.Count);
    }
}
