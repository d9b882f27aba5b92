using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Risk;
using Quantum.Simulation.Stores;

namespace Quantum.App.Tests.Storage;

public sealed class TradingBookTests
{
    [Fact]
    public async Task An_empty_book_is_active_and_holds_nothing()
    {
        var book = await TradingBook.ReadAsync(new MemoryEntityStore(), default);
        Assert.Equal(TradingStateKind.Active, book.StateAt(World.Start).Kind);
        Assert.Empty(book.RiskOrEmpty.Slots);
        Assert.Empty(book.Positions);
    }

    [Fact]
    public async Task A_book_is_read_whole()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync();
        await world.Open().Control.HandleAsync(OperatorOrder.Pause, default);
        var book = await world.BookAsync();
        Assert.NotNull(book.Control);
        Assert.NotNull(book.Monitor);
        Assert.Single(book.RiskOrEmpty.Slots);
        Assert.Equal(FlatMarket.SymbolOf(0), Assert.Single(book.Positions).Value.Symbol);
        Assert.Equal(TradingStateKind.Reducing, book.StateAt(world.Now).Kind);
    }

    [Fact]
    public async Task A_row_that_nobody_knows_is_an_error_and_not_passed_over()
    {
        var store = new MemoryEntityStore();
        await store.TryWriteAsync(StoreLayout.Book, [new EntityWrite.Insert("surprise", "{}"u8.ToArray())], default);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => TradingBook.ReadAsync(store, default));
        Assert.Contains("surprise", error.Message, StringComparison.Ordinal);
    }
}
