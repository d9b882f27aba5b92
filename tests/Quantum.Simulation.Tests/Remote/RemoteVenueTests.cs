using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Remote;
using Quantum.Simulation.Tests.Venues;
using Quantum.Simulation.Venues;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Remote;

/// <summary>The port's suite through the bytes of the wire, and what happens where no answer comes.</summary>
public sealed class RemoteVenueTests : VenueSuite
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected override Task<IVenueWorld> StartAsync() => Task.FromResult<IVenueWorld>(new World(Prices()));

    [Fact]
    public async Task Without_an_answer_an_order_is_unknown_and_was_sent_once()
    {
        var calls = 0;
        var venue = new RemoteVenue((_, _) =>
        {
            calls++;
            throw new VenueUnavailableException("the line is dead");
        });
        var order = OrderRequest.Entry(Id("e0"), Near, Side.Buy, Quantity.Of(1));
        Assert.Contains("dead", Assert.IsType<SubmitOutcome.Unknown>(await venue.SubmitAsync(order, None)).Detail,
            StringComparison.Ordinal);
        Assert.Equal(1, calls);
        Assert.IsType<FindOutcome.Unknown>(await venue.FindAsync(Near, Id("e0"), false, None));
        Assert.IsType<CancelOutcome.Unknown>(await venue.CancelAsync(Near, Id("e0"), true, None));
        await Assert.ThrowsAsync<VenueUnavailableException>(() => venue.ReadAccountAsync(None));
        await Assert.ThrowsAsync<VenueUnavailableException>(() => venue.SetLeverageAsync(Near, 2, None));
        await Assert.ThrowsAsync<VenueUnavailableException>(() => venue.ReadIncomeAsync(Start, null, None));
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_leaves_the_order_unknown()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var venue = new RemoteVenue((_, ct) => Task.FromCanceled<ReadOnlyMemory<byte>>(ct));
        var order = OrderRequest.Entry(Id("e0"), Near, Side.Buy, Quantity.Of(1));
        Assert.IsType<SubmitOutcome.Unknown>(await venue.SubmitAsync(order, source.Token));
    }

    [Fact]
    public async Task What_is_no_answer_proves_nothing_and_what_is_no_call_does_nothing()
    {
        var venue = new RemoteVenue((_, _) => Task.FromResult<ReadOnlyMemory<byte>>("{\"verdict\":"u8.ToArray()));
        var order = OrderRequest.Entry(Id("e0"), Near, Side.Buy, Quantity.Of(1));
        Assert.IsType<SubmitOutcome.Unknown>(await venue.SubmitAsync(order, None));
        var desk = new VenueDesk(new PaperVenue(new ListEntityStore(), Prices(), Options, Prices()));
        await Assert.ThrowsAsync<InvalidDataException>(() => desk.AnswerAsync("[]"u8.ToArray(), None));
        await Assert.ThrowsAsync<InvalidDataException>(
            () => desk.AnswerAsync("{\"method\":\"Submit\"}"u8.ToArray(), None));
    }

    private static ScriptedPrices Prices()
    {
        var prices = new ScriptedPrices(Start);
        prices.List(NearRules, 100);
        prices.List(Rules(Pepe), 100);
        return prices;
    }

    private sealed class World : IVenueWorld
    {
        private readonly ScriptedPrices _prices;

        public World(ScriptedPrices prices)
        {
            _prices = prices;
            var desk = new VenueDesk(new PaperVenue(new ListEntityStore(), prices, Options, prices));
            Venue = new RemoteVenue(async (call, ct) => await desk.AnswerAsync(call, ct));
        }

        public IVenue Venue { get; }

        public SymbolRules Rules => NearRules;

        public DateTimeOffset Now => _prices.Now;

        public Task MoveToAsync(decimal price)
        {
            _prices.PassMinute(Near, price);
            return Task.CompletedTask;
        }

        public Task PayFundingAsync(double rate)
        {
            _prices.AppendFunding(Near, new(_prices.Now.AddMinutes(1), rate, Price.Of(_prices.Close(Near))));
            return MoveToAsync(_prices.Close(Near));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
