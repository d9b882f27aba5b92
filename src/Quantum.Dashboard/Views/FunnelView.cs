using Quantum.App.Reporting;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Dashboard.Views;

/// <summary>How symbols ended their scans; the parts sum to the total.</summary>
/// <param name="Total">Decisions: symbols × minutes.</param>
/// <param name="UniverseRefused">Contracts that may not be traded.</param>
/// <param name="DataRefused">Candles missing, stale, broken or too few.</param>
/// <param name="Held">Nobody wanted to trade.</param>
/// <param name="SignalRefused">Somebody did, and not surely enough.</param>
/// <param name="Queued">Signals.</param>
internal sealed record DecisionsView(
    long Total, long UniverseRefused, long DataRefused, long Held, long SignalRefused, long Queued);

/// <summary>How signals ended; filled + refused + open = total.</summary>
/// <param name="Total">Signals of these minutes.</param>
/// <param name="Buy">Of them to buy.</param>
/// <param name="Sell">Of them to sell.</param>
/// <param name="Filled">Became positions.</param>
/// <param name="Refused">Refused, expired, given up or lapsed.</param>
/// <param name="Open">Without an outcome yet.</param>
/// <param name="BySource">By who made them.</param>
internal sealed record SignalsView(
    long Total, long Buy, long Sell, long Filled, long Refused, long Open, IReadOnlyList<SourceView> BySource);

/// <summary>Signals of one source.</summary>
/// <param name="Source"><c>model</c> or <c>rule_rsi</c>.</param>
/// <param name="Buy">To buy.</param>
/// <param name="BuyFilled">Of them filled.</param>
/// <param name="Sell">To sell.</param>
/// <param name="SellFilled">Of them filled.</param>
internal sealed record SourceView(string Source, long Buy, long BuyFilled, long Sell, long SellFilled);

/// <summary>How many ended with one reason, by who wished what.</summary>
/// <param name="Code">E.g. <c>POSITIONS_FULL</c>.</param>
/// <param name="Stage">E.g. <c>portfolio</c>.</param>
/// <param name="Source">Who had the wish, or <c>none</c>.</param>
/// <param name="Side">The wish, or <c>none</c>.</param>
/// <param name="Count">&gt; 0.</param>
/// <param name="Sentence">The reason with … where a case has its number.</param>
internal sealed record ReasonCountView(
    string Code, string Stage, string Source, string Side, long Count, string Sentence)
{
    /// <summary>Maps a line.</summary>
    public static ReasonCountView Of(FunnelLine line)
    {
        var info = ReasonCatalog.Of(line.Code);
        return new(info.Name, ReasonView.Text(info.Stage), line.Source.Name(), ReasonView.Text(line.Side), line.Count,
            info.With("…", "…"));
    }
}

/// <summary>What became of every symbol and every signal over some minutes.</summary>
/// <param name="From">First scan minute, inclusive.</param>
/// <param name="To">Last scan minute, exclusive.</param>
/// <param name="Minutes">Minutes that were scanned.</param>
/// <param name="SymbolsMax">Most symbols decided in one of them.</param>
/// <param name="Candles">Candles that were folded in.</param>
/// <param name="Decisions">How symbols ended the scans.</param>
/// <param name="Signals">How signals ended.</param>
/// <param name="DecisionsByReason">In order of code, source and side.</param>
/// <param name="OutcomesByReason">Likewise.</param>
internal sealed record FunnelView(
    Minute From, Minute To, int Minutes, int SymbolsMax, long Candles, DecisionsView Decisions, SignalsView Signals,
    IReadOnlyList<ReasonCountView> DecisionsByReason, IReadOnlyList<ReasonCountView> OutcomesByReason)
{
    /// <summary>Maps a funnel.</summary>
    public static FunnelView Of(FunnelReport report) => new(
        report.From, report.To, report.Minutes, report.Symbols, report.Candles,
        DecisionsOf(report.Decisions), SignalsOf(report),
        [.. report.Decisions.Lines.Select(ReasonCountView.Of)],
        [.. report.Outcomes.Lines.Select(ReasonCountView.Of)]);

    private static DecisionsView DecisionsOf(Funnel decisions)
    {
        var universe = CountIn(decisions, Stage.Universe);
        var data = CountIn(decisions, Stage.Data);
        var held = decisions.CountOf(ReasonCode.RuleNeutral) + decisions.CountOf(ReasonCode.RuleDisabled)
            + decisions.CountOf(ReasonCode.ModelNeutral);
        var queued = decisions.CountOf(ReasonCode.SignalQueued);
        var total = decisions.Total;
        return new(total, universe, data, held, total - universe - data - held - queued, queued);
    }

    private static SignalsView SignalsOf(FunnelReport report)
    {
        var queued = report.Decisions.Lines.Where(line => line.Code == ReasonCode.SignalQueued).ToList();
        var filled = report.Outcomes.CountOf(ReasonCode.OrderFilled);
        var sources = queued.Select(line => line.Source).Distinct().Order().Select(source => new SourceView(
            source.Name(),
            Count(report.Decisions, ReasonCode.SignalQueued, source, Side.Buy),
            Count(report.Outcomes, ReasonCode.OrderFilled, source, Side.Buy),
            Count(report.Decisions, ReasonCode.SignalQueued, source, Side.Sell),
            Count(report.Outcomes, ReasonCode.OrderFilled, source, Side.Sell)));
        return new(
            queued.Sum(line => line.Count),
            queued.Where(line => line.Side == Side.Buy).Sum(line => line.Count),
            queued.Where(line => line.Side == Side.Sell).Sum(line => line.Count),
            filled, report.Outcomes.Total - filled, report.Open, [.. sources]);
    }

    private static long CountIn(Funnel funnel, Stage stage) =>
        funnel.Lines.Where(line => ReasonCatalog.Of(line.Code).Stage == stage).Sum(line => line.Count);

    private static long Count(Funnel funnel, ReasonCode code, SignalSource source, Side side) =>
        funnel.Lines.Where(line => line.Code == code && line.Source == source && line.Side == side)
            .Sum(line => line.Count);
}
