using Quantum.Core.Filters;
using Quantum.Core.Markets;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Filters;

public class UniverseChoiceTests
{
    private static readonly UniverseSettings Settings = new() { SymbolsMax = 2 };

    [Fact]
    public void The_most_traded_are_watched_and_every_other_one_is_left_out_with_its_reason()
    {
        SymbolRules[] listed =
        [
            Rules("AAAUSDT"),
            Rules("BBBUSDT"),
            Rules("CCCUSDT"),
            Rules("DDDUSDT") with { Status = ContractStatus.Closed },
            Rules("EEEUSDT") with { IsPerpetual = false },
            Rules("FFFUSDC") with { QuoteAsset = "USDC" },
            Rules("GGGUSDT"),
            Rules("HHHUSDT"),
        ];
        var choice = UniverseChoice.Of(
            listed, Volumes(("AAAUSDT", 5), ("BBBUSDT", 30), ("CCCUSDT", 20), ("DDDUSDT", 99), ("GGGUSDT", 98)),
            Settings, new HashSet<Symbol> { Symbol.Of("GGGUSDT") });

        Assert.Equal(["BBBUSDT", "CCCUSDT"], choice.Watched.Select(symbol => symbol.Name));
        Assert.Equal(
            [
                "AAAUSDT UNIVERSE_LESS_TRADED 3 / 2", "DDDUSDT UNIVERSE_NOT_TRADING", "EEEUSDT UNIVERSE_NOT_PERPETUAL",
                "FFFUSDC UNIVERSE_QUOTE_ASSET", "GGGUSDT UNIVERSE_EXCLUDED",
                "HHHUSDT UNIVERSE_LESS_TRADED 4 / 2", // it has no figures, which counts as not traded
            ],
            choice.LeftOut.Select(contract => $"{contract.Symbol} {contract.Reason}"));
    }

    [Fact]
    public void Of_contracts_traded_alike_the_first_by_name_are_watched()
    {
        SymbolRules[] listed = [Rules("CCCUSDT"), Rules("AAAUSDT"), Rules("BBBUSDT")];
        var choice = UniverseChoice.Of(listed, [], Settings, new HashSet<Symbol>());
        Assert.Equal(["AAAUSDT", "BBBUSDT"], choice.Watched.Select(symbol => symbol.Name));
    }

    private static IEnumerable<DayStatistics> Volumes(params (string Name, decimal Volume)[] traded) =>
        traded.Select(entry => new DayStatistics(Symbol.Of(entry.Name), 10, entry.Volume, 0.1, 0.1));

    private static SymbolRules Rules(string name) => new(Symbol.Of(name), ContractStatus.Trading, "USDT", true,
        DateTimeOffset.UnixEpoch, 0.01m, 0.1m, 0.1m, 1_000m, 5m, 8, [new(0, 1_000, 0.01m, 0, 10)]);
}
