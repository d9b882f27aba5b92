using System.Text;
using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Preflight;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;

namespace Quantum.App.Tests.Storage;

public sealed class SealedStoreTests
{
    private static readonly BookSeal Paper = new(TradingMode.Paper, "Binance", "p01");
    private static readonly BookSeal Live = new(TradingMode.Live, "Binance", "l01");

    public static TheoryData<BookSeal, BookSeal> Pairs => new()
    {
        { Paper, Live },
        { Live, Paper },
        { Live, Live with { Mode = TradingMode.Testnet } },
        { Live, Live with { Account = "l02" } },
        { Paper, Paper with { Market = "Generated 1/222" } },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_book_is_touched_by_nobody_but_its_owner(BookSeal first, BookSeal second)
    {
        var world = new World(new FlatMarket(Minute.Of(World.Start) - 400, count: 3));
        var owner = Open(world, first);
        await owner.Monitor.RunAsync(default);
        await owner.Scan.RunAsync(default);
        var before = await BookOfAsync(world);

        var stranger = Open(world, second);
        var calls = new List<Func<Task>>
        {
            () => stranger.Monitor.RunAsync(default),
            () => stranger.Scan.RunAsync(default),
            () => stranger.Control.HandleAsync(OperatorOrder.Flatten, default),
            () => stranger.DeadLetter.HandleAsync("m", "{"u8.ToArray(), "x", default),
        };
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ForeignBookException>(call);
            Assert.Equal($"BOOK_FOREIGN: the storage holds the book of {first}; the settings say {second}. "
                + "Give each its own storage.", error.Message);
        }

        Assert.Equal(before, await BookOfAsync(world));
        await owner.Monitor.RunAsync(default); // Its owner goes on.
        await Open(world, first).Monitor.RunAsync(default); // In another process too.
    }

    /// <summary>The stops of the stranger's own account would seem to guard nothing: they are not cancelled.</summary>
    [Fact]
    public async Task A_foreign_book_takes_no_stop_from_an_open_position()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync();
        var stops = (await world.Venue.ReadAccountAsync(default)).ConditionalOrders;
        foreach (var entity in await world.Store.QueryAsync(StoreLayout.Book, null, null, default))
            await world.Store.TryWriteAsync(
                StoreLayout.Book, [new EntityWrite.Delete(entity.Row, entity.Etag)], default);
        await new SealedStore(world.Store, Live).QueryAsync(StoreLayout.Book, null, null, default); // Another's now.

        await Assert.ThrowsAsync<ForeignBookException>(() => Open(world, Paper).Monitor.RunAsync(default));

        Assert.Equal(stops, (await world.Venue.ReadAccountAsync(default)).ConditionalOrders);
    }

    [Theory]
    //          mode of a book without a seal, mode of the preflight kept beside it, whether it may go on
    [InlineData(TradingMode.Paper, null, true)]
    [InlineData(TradingMode.Paper, TradingMode.Live, false)]
    [InlineData(TradingMode.Live, TradingMode.Live, true)]
    [InlineData(TradingMode.Live, TradingMode.Testnet, false)]
    [InlineData(TradingMode.Live, null, false)] // it traded where there is no preflight: on paper
    public async Task A_book_begun_before_seals_goes_on_only_where_the_preflight_tells_whose_it_is(
        TradingMode mode, TradingMode? preflight, bool isOurs)
    {
        var (world, _) = await World.FlatAsync(); // The monitor has written its row.
        if (preflight is { } known)
        {
            var row = new EntityWrite.Insert($"{known}", "{}"u8.ToArray());
            await world.Store.TryWriteAsync(StoreLayout.Preflight, [row], default);
        }

        var sealedStore = new SealedStore(world.Store, new BookSeal(mode, "Binance", "x01"));
        Assert.Equal(isOurs, await sealedStore.ProblemAsync(default) is null);
    }

    [Fact]
    public async Task The_gate_bars_entries_and_makes_no_preflight_on_a_foreign_book()
    {
        var world = new World(new FlatMarket(Minute.Of(World.Start) - 400, count: 3));
        await Open(world, Paper).Monitor.RunAsync(default);
        var inner = new CountingGate();
        var gate = new BookGate(new SealedStore(world.Store, Live), inner);
        await gate.RefreshAsync(default);
        Assert.Equal((ReasonCode.BookForeign, 0), (gate.Problem?.Code ?? default, inner.Count));

        var ours = new BookGate(new SealedStore(world.Store, Paper), inner);
        await ours.RefreshAsync(default);
        Assert.Equal((null, 1), (ours.Problem, inner.Count));
    }

    [Fact]
    public async Task The_status_tells_of_a_foreign_book()
    {
        var world = new World(new FlatMarket(Minute.Of(World.Start) - 400, count: 3));
        await Open(world, Paper).Monitor.RunAsync(default);
        var gate = new BookGate(new SealedStore(world.Store, Live), new PaperModeGate());
        var stranger = new TradingUseCases(world.Ports() with { Book = Live, ModeGate = gate });
        var error = await Assert.ThrowsAsync<ForeignBookException>(() => stranger.Scan.RunAsync(default));
        await stranger.RecordFaultAsync("ScanMarket", error, default);
        var status = await stranger.Status.HandleAsync(default);
        Assert.Contains("The storage holds the book of another mode, market or account", status.Diagnosis);
        Assert.Contains(status.Health, row => row.Evidence.Contains("ScanMarket: BOOK_FOREIGN: the storage holds the "
            + "book of Paper at Binance, account p01", StringComparison.Ordinal));
    }

    private static TradingUseCases Open(World world, BookSeal seal) => new(world.Ports() with { Book = seal });

    private static async Task<string> BookOfAsync(World world) => string.Join('\n',
        (await world.Store.QueryAsync(StoreLayout.Book, null, null, default))
            .Select(entity => $"{entity.Row} {entity.Etag} {Encoding.UTF8.GetString(entity.Body.Span)}"));

    private sealed class CountingGate : IModeGate
    {
        public int Count { get; private set; }

        public Reason? Problem => null;

        public Task RefreshAsync(CancellationToken ct)
        {
            Count++;
            return Task.CompletedTask;
        }
    }
}
