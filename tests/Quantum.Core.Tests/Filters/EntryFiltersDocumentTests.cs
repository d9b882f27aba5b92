using System.Text;
using Quantum.Core.Filters;
using Quantum.Core.Reasons;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Filters;

public class EntryFiltersDocumentTests
{
    [Fact]
    public void The_document_of_the_filters_is_what_the_code_does() =>
        RepositoryFile.AssertEqual("docs/filters.md", Document());

    private static string Document()
    {
        var text = new StringBuilder("""
            # Filters

            Everything that may refuse a symbol or a signal, in the order in which it is asked. The first that refuses
            wins, and its reason carries both sides of the comparison. All limits are inclusive: a value at its limit
            passes. The sentences are in [reasons](reasons.md), the limits in [options](options.md).

            This page is generated from the code; a test compares the two. Rewrite it with
            `QUANTUM_REWRITE_DOCS=1 dotnet test tests/Quantum.Core.Tests`.

            """).Append('\n');
        text.Append("## Each symbol, each minute (`ScanMarket`)\n\n");
        text.Append("They judge the contract and its data, so every source alike. The last one of the universe is ")
            .Append("asked once\na day and not each minute, where the venue lists more than ")
            .Append("`Universe:SymbolsMax`.\n\n");
        Table(text, "Universe", UniverseOrder, Stage.Universe);
        Table(text, "Data", DataOrder, Stage.Data);
        text.Append("## Each signal (`ExecuteSignal`)\n\n");
        text.Append("| Order | Filter | Judges | Refuses with |\n|---:|---|---|---|\n");
        var place = 0;
        foreach (var filter in EntryFilters.Ordered)
            Row(text, ++place, filter.Name, filter.AppliesTo == SignalSources.All
                ? "model and rule" : $"{filter.AppliesTo}".ToLowerInvariant(), filter.Codes);
        foreach (var (name, codes) in AfterTheFilters) Row(text, ++place, name, "model and rule", codes);
        text.Append("\nThe reservation asks its limits of the newest version of the risk book and writes the slot ")
            .Append("over that very\nversion, so that two executors cannot both take the last one.\n");
        return text.ToString();
    }

    private static readonly ReasonCode[] UniverseOrder =
    [
        ReasonCode.UniverseExcluded, ReasonCode.UniverseDelisting, ReasonCode.UniverseNotTrading,
        ReasonCode.UniverseNotPerpetual, ReasonCode.UniverseQuoteAsset, ReasonCode.UniverseTooYoung,
        ReasonCode.UniverseCoarseTick, ReasonCode.UniverseHistoryShort, ReasonCode.UniverseRangeNarrow,
        ReasonCode.UniverseVolatilityLow, ReasonCode.UniverseVolatilityHigh, ReasonCode.UniverseLessTraded,
    ];

    private static readonly ReasonCode[] DataOrder =
    [
        ReasonCode.DataUnavailable, ReasonCode.DataInvalid, ReasonCode.DataMissing, ReasonCode.DataStale,
        ReasonCode.DataGap, ReasonCode.DataWarmUp, ReasonCode.DataNotFinite,
    ];

    private static readonly (string Name, ReasonCode[] Codes)[] AfterTheFilters =
    [
        ("Sizing", [ReasonCode.SizeBelowStep, ReasonCode.SizeBelowMinNotional, ReasonCode.MarginTooSmall,
            ReasonCode.LiquidationTooNear]),
        ("Liquidity", [ReasonCode.LiquidityThin]),
        ("Reservation", [ReasonCode.SymbolHasPosition, ReasonCode.PositionsFull, ReasonCode.SideExposure,
            ReasonCode.DailyLossBudget]),
    ];

    private static void Table(StringBuilder text, string name, ReasonCode[] order, Stage stage)
    {
        // A code of the stage that this page leaves out would be a filter that nobody reads about.
        Assert.Equal(ReasonCatalog.All.Where(info => info.Stage == stage).Select(info => info.Code), order.Order());
        text.Append($"| Order | {name} |\n|---:|---|\n");
        for (var place = 0; place < order.Length; place++)
            text.Append($"| {place + 1} | `{ReasonCatalog.Of(order[place]).Name}` |\n");
        text.Append('\n');
    }

    private static void Row(
        StringBuilder text, int place, string name, string sources, IEnumerable<ReasonCode> codes) =>
        text.Append($"| {place} | {name} | {sources} | ")
            .AppendJoin(", ", codes.Select(code => $"`{ReasonCatalog.Of(code).Name}`")).Append(" |\n");
}
