using Quantum.App.Reporting;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Signals;

namespace Quantum.Dashboard.Views;

/// <summary>One open or opening position. Prices are quote units per base unit.</summary>
/// <param name="Id">The id of its signal.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side"><c>buy</c> for long, <c>sell</c> for short.</param>
/// <param name="Phase"><c>opening</c> before the first fill, <c>open</c>, or <c>closing</c>.</param>
/// <param name="Source">Who made the signal: <c>model</c> or <c>rule_rsi</c>.</param>
/// <param name="Confidence">How sure he was; null where not finite.</param>
/// <param name="Minute">The scan minute of the signal: the one to ask "why" about.</param>
/// <param name="OpenedAt">First fill, UTC; null before.</param>
/// <param name="AgeSeconds">Since then, or since the plan.</param>
/// <param name="Leverage">Initial, isolated.</param>
/// <param name="Quantity">Base units held.</param>
/// <param name="EntryPrice">Mean; null before the first fill.</param>
/// <param name="EntryNotional">Quantity held × entry price, quote units; null before the first fill.</param>
/// <param name="StopPrice">Trigger that rests at the venue; null where none does.</param>
/// <param name="StopTarget">Where the stop should be; null before the first fill.</param>
/// <param name="TakeProfitPrice">Trigger that rests at the venue; null where none does.</param>
/// <param name="IsTrailing">Whether the stop follows the best price.</param>
/// <param name="IsProtected">Whether a stop is known to rest at the venue.</param>
/// <param name="UnprotectedSecondsMax">Longest time without one, the present one included, seconds.</param>
/// <param name="MarkPrice">Mark price of the monitor's last reading; null before the first.</param>
/// <param name="Pnl">Unrealised profit there, before cost, quote units; null without one.</param>
/// <param name="PnlShare">The same as a share of the entry value; null without one.</param>
/// <param name="BestMark">Best mark price seen; null before the first.</param>
/// <param name="BestPnlShare">Profit there as a share of the entry price, before cost; null without one.</param>
/// <param name="Closing">Why it is being closed, e.g. <c>timeStop</c>; <c>none</c> while it is not.</param>
internal sealed record PositionView(
    string Id, string Symbol, string Side, string Phase, string Source, double? Confidence, Minute Minute,
    DateTimeOffset? OpenedAt, double AgeSeconds, int Leverage, decimal Quantity, decimal? EntryPrice,
    decimal? EntryNotional, decimal? StopPrice, decimal? StopTarget, decimal? TakeProfitPrice, bool IsTrailing,
    bool IsProtected, double UnprotectedSecondsMax, decimal? MarkPrice, decimal? Pnl, decimal? PnlShare,
    decimal? BestMark, decimal? BestPnlShare, string Closing)
{
    /// <summary>Maps the positions of a report.</summary>
    public static IReadOnlyList<PositionView> Of(StatusReport report)
    {
        var marks = report.Marks.ToDictionary(held => held.Symbol, held => held.Mark);
        return
        [
            .. report.Positions.Select(position => Of(
                position, marks.TryGetValue(position.Symbol, out var mark) ? mark : null, report.At)),
        ];
    }

    /// <summary>Maps a position as it is at an instant, with its mark price where one is known.</summary>
    public static PositionView Of(Position position, Price? mark, DateTimeOffset now)
    {
        var entry = position.EntryPrice?.QuotePerBase;
        var gain = mark is { } at && entry is { } paid ? position.Side.Sign() * (at.QuotePerBase - paid) : (decimal?)null;
        var stop = position.Working(OrderLeg.Stop) ?? position.Working(OrderLeg.Bridge);
        var unprotected = position.UnprotectedSince is { } since ? (now - since).TotalSeconds : 0;
        return new(
            position.Id.Text,
            position.Symbol.Name,
            ReasonView.Text(position.Side),
            entry is null ? "opening" : position.Closing == CloseType.None ? "open" : "closing",
            position.Signal.Source.Name(),
            ReasonView.Finite(position.Signal.Confidence),
            position.Signal.Minute,
            position.OpenedAt,
            (now - (position.OpenedAt ?? position.PlannedAt)).TotalSeconds,
            position.Leverage,
            position.HeldQuantity,
            entry,
            entry is { } price ? position.HeldQuantity * price : null,
            stop?.Request.TriggerPrice?.QuotePerBase,
            position.StopTarget?.QuotePerBase,
            position.Working(OrderLeg.TakeProfit)?.Request.TriggerPrice?.QuotePerBase,
            position.IsTrailing,
            position.IsProtected,
            Math.Max(position.UnprotectedSecondsMax, unprotected),
            mark?.QuotePerBase,
            gain is { } each ? each * position.HeldQuantity : null,
            gain is { } part && entry is { } whole ? Math.Round(part / whole, 8) : null,
            position.BestMark?.QuotePerBase,
            entry is not null && position.BestMark is { } best ? Math.Round(position.ProfitShare(best), 8) : null,
            ReasonView.Text(position.Closing));
    }
}

/// <summary>The answer of <c>/api/positions</c>.</summary>
/// <param name="At">When it was read, UTC.</param>
/// <param name="Positions">By symbol.</param>
internal sealed record PositionsView(DateTimeOffset At, IReadOnlyList<PositionView> Positions);
