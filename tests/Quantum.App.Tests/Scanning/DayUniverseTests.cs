using Quantum.App.Scanning;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Settings;

namespace Quantum.App.Tests.Scanning;

public sealed class DayUniverseTests
{
    private static readonly UniverseSettings Two = new() { SymbolsMax = 2 };

    [Fact]
    public async Task Where_no_more_are_listed_than_watched_nothing_is_read_or_written()
    {
        var (world, _) = await World.FlatAsync(symbols: 2);
        var gated = new GatedEntityStore(world.Store, new FaultSwitch(_ => true));
        var listed = await world.Market.ReadSymbolsAsync(default);
        Assert.Same(listed, await new DayUniverse(gated, Two).OfAsync(listed, null, world.Now, default));
    }

    [Fact]
    public async Task The_first_process_of_a_day_chooses_and_all_others_watch_the_same()
    {
        var (world, _) = await World.FlatAsync(symbols: 4);
        var listed = await world.Market.ReadSymbolsAsync(default);
        var (one, two) = (new DayUniverse(world.Store, Two), new DayUniverse(world.Store, Two));
        Assert.Null(await one.OfAsync(listed, null, world.Now, default)); // Nobody knows what is traded yet.

        Assert.Equal("BBB DDD", await NamesAsync(one, listed, Volumes(1, 9, 2, 8), world.Now));
        Assert.Equal("BBB DDD", await NamesAsync(two, listed, Volumes(9, 1, 8, 2), world.Now.AddHours(6)));
        Assert.Equal("BBB DDD", await NamesAsync(two, listed, null, world.Now.AddHours(7)));
        Assert.Equal("AAA CCC", await NamesAsync(two, listed, Volumes(9, 1, 8, 2), world.Now.AddHours(12)));
        Assert.Equal("AAA CCC", await NamesAsync(one, listed, Volumes(1, 9, 2, 8), world.Now.AddHours(13)));
    }

    [Fact]
    public async Task What_holds_a_position_is_watched_besides()
    {
        var (world, _) = await World.FlatAsync(symbols: 4);
        await world.EnterAsync(world.Make(symbol: 2));
        var listed = await world.Market.ReadSymbolsAsync(default);
        Assert.Equal("BBB CCC DDD",
            await NamesAsync(new DayUniverse(world.Store, Two), listed, Volumes(1, 9, 2, 8), world.Now));
    }

    [Fact]
    public async Task A_scan_decides_the_watched_ones_and_what_is_left_out_is_said_once()
    {
        var world = World.Generate(seed: 1, symbols: 6, new TradingSettings { Universe = new() { SymbolsMax = 4 } });
        var process = world.Open();
        await process.Monitor.RunAsync(default);
        Assert.Equal(4, (await process.Scan.RunAsync(default)).Decisions);

        var stored = Assert.Single(await world.Store.QueryAsync(StoreLayout.Universe, null, null, default));
        var row = stored.ToDocument(DocumentJson.Default.UniverseRow).Value;
        Assert.Equal((6, 4, 2), (row.Listed, row.Watched.Count, row.LeftOut.Count));
        var why = await process.Explain.HandleAsync(row.LeftOut[0].Symbol, world.Minute, default);
        Assert.Matches("was not watched at .* \\(UNIVERSE_LESS_TRADED [56] / 4\\): The contract was number [56] by ",
            Assert.Single(why.Sentences));
        var status = await process.Status.HandleAsync(default);
        Assert.Contains(status.Health, part => part.Evidence.Contains(
            "4 of 6 listed contracts are watched", StringComparison.Ordinal));
    }

    private static async Task<string> NamesAsync(DayUniverse universe, IReadOnlyList<SymbolRules> listed,
        IReadOnlyList<DayStatistics>? statistics, DateTimeOffset now) => string.Join(' ',
        (await universe.OfAsync(listed, statistics, now, default))!.Select(rules => rules.Symbol.Name[..3]));

    private static List<DayStatistics> Volumes(params decimal[] traded) =>
    [
        .. traded.Select((volume, index) => new DayStatistics(FlatMarket.SymbolOf(index), 10, volume, 0.1, 0.1)),
    ];
}
