using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Accounting;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Storage;

public sealed class DocumentJsonTests
{
    private static readonly Minute Noon = Minute.Of(World.Start);
    private static readonly Symbol Near = Symbol.Of("NEARUSDT");

    [Fact]
    public void Documents_of_scans_come_back_as_they_were_written()
    {
        Same(new ScanHead(Noon, Noon + 1), DocumentJson.Default.ScanHead);
        Same(new ScanOutage(Noon, Noon + 99), DocumentJson.Default.ScanOutage);
        Same(new DeadLetterRow(World.Start, "why \"so\" ü", "{ body"), DocumentJson.Default.DeadLetterRow);
        Same(new FaultRow(World.Start, "ScanMarket", "line\nbreak"), DocumentJson.Default.FaultRow);
        Same(new EquityPoint(Noon, 10_000.12345678m, -0.00000001m), DocumentJson.Default.EquityPoint);
        Same(new OperatorControl(OperatorOrder.Flatten, World.Start.AddTicks(1)), DocumentJson.Default.OperatorControl);
        Again(new SignalMessage(Noon, [Id(Side.Buy), Id(Side.Sell)]), DocumentJson.Default.SignalMessage);
        var open = new ScanRow { Minute = Noon, Owner = "one", ClaimedAt = World.Start, Attempt = 2 };
        Assert.Null(Again(open, DocumentJson.Default.ScanRow).Outcomes);
        var counted = Again(open with
        {
            CompletedAt = World.Start,
            Decisions = [new FunnelLine(ReasonCode.RuleNeutral, SignalSource.RuleRsi, Side.None, 222)],
            Outcomes = [],
        }, DocumentJson.Default.ScanRow);
        Assert.Empty(counted.Outcomes!); // No signal is not the same as not counted yet.
        Assert.Equal(222, Assert.Single(counted.Decisions).Count);
    }

    [Fact]
    public void Signals_and_trades_come_back_bit_for_bit_whatever_their_numbers() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<decimal>(), (number, money) =>
        {
            var price = Price.Of(Math.Abs(money) + 0.00000001m);
            var signal = new Signal(Id(Side.Sell), Noon, Near, Side.Sell, SignalSource.Model, number.Get, price,
                number.Get, money, "m1");
            Same(new SignalRow(signal, null, null), DocumentJson.Default.SignalRow);
            Same(new SignalRow(signal, new Reason(ReasonCode.SpreadWide, number.Get, 10), World.Start),
                DocumentJson.Default.SignalRow);
            Same(new Trade(Id(Side.Buy), Near, Side.Buy, SignalSource.RuleRsi, number.Get, Noon, World.Start,
                World.Start.AddTicks(7), 1.5m, 99.5m, 101m, money, -money, money, CloseType.TrailingStop, number.Get,
                number.Get), DocumentJson.Default.Trade);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_position_comes_back_with_every_order()
    {
        var signal = new Signal(Id(Side.Buy), Noon, Near, Side.Buy, SignalSource.RuleRsi, 0.1 + 0.2, Price.Of(2.345m),
            0.0123456789012345, 1_234_567.89m, null);
        var entry = OrderRecord.Prepare(OrderRequest.Entry(Leg(OrderLeg.Entry), Near, Side.Buy, Quantity.Of(12.3m)),
            OrderLeg.Entry, World.Start) with
        {
            State = OrderState.Filled, FilledQuantity = 12.3m, AveragePrice = Price.Of(2.346m), SettledAt = World.Start,
        };
        var stop = OrderRecord.Prepare(OrderRequest.Stop(Leg(OrderLeg.Stop), Near, Side.Buy, Price.Of(2.3m)),
            OrderLeg.Stop, World.Start).RefusedBy(VenueRefusal.StopExists, "-4130", World.Start);
        var position = new Position
        {
            Signal = signal,
            Plan = new ExitPlan(0.015m, 0.0225m, 0.001m),
            Leverage = 3,
            ExpectedPrice = Price.Of(2.345m),
            PlannedAt = World.Start,
            Orders = [entry, stop],
            UnprotectedSince = World.Start,
            Closing = CloseType.TimeStop,
        };
        var read = Again(position, DocumentJson.Default.Position);
        Assert.Equal(position.Orders, read.Orders);
        Assert.Equal(position with { Orders = read.Orders }, read);
        Assert.Equal(12.3m, read.HeldQuantity);
    }

    [Fact]
    public void The_books_of_limits_and_account_come_back()
    {
        var risk = RiskBook.Empty.NoteEntry(World.Start).NoteVenueError(World.Start).NoteSlippage(-1.25) with
        {
            Slots = [new RiskSlot(Id(Side.Buy), Near, Side.Buy, 100m, 33.333333333333333333m, 1.5m, World.Start)],
            Exits = [new ExitNote(Near, World.Start, -0.01, CloseType.Liquidation, Id(Side.Buy), 12.5)],
            Trips = [new BreakerTrip(new Reason(ReasonCode.BreakerDrawdown, 0.11, 0.1), World.Start, null)],
        };
        var read = Again(risk, DocumentJson.Default.RiskBook);
        Assert.Equal(risk.Slots, read.Slots);
        Assert.Equal(risk.Exits, read.Exits);
        Assert.Equal(risk.Trips, read.Trips);
        Assert.Equal((risk.Entries[0], risk.VenueErrors[0], risk.SlippagesBps[0]),
            (read.Entries[0], read.VenueErrors[0], read.SlippagesBps[0]));

        var books = AccountBooks.Open(new AccountSnapshot(World.Start, 9_999.99999999m, [], [], []), 7);
        var monitor = new MonitorRow { Books = books, TickAt = World.Start, Quarantined = [Near], SweptTo = Noon };
        var back = Again(monitor, DocumentJson.Default.MonitorRow);
        Assert.Equal(books, back.Books);
        Assert.Equal((Noon, Near), (back.SweptTo, back.Quarantined[0]));
    }

    private static SignalId Id(Side side) => SignalId.For(Noon, Near, side, "quantum-1");

    private static ClientOrderId Leg(OrderLeg leg) => ClientOrderId.For("p01", Id(Side.Buy), leg, 0);

    private static void Same<T>(T value, JsonTypeInfo<T> type) => Assert.Equal(value, Again(value, type));

    /// <summary>Reads back what it writes, and finds that writing it again gives the same bytes.</summary>
    private static T Again<T>(T value, JsonTypeInfo<T> type)
    {
        var bytes = DocumentStore.ToBytes(value, type);
        var read = new Ports.StoredEntity("row", bytes, Ports.Etag.Of("1")).ToDocument(type).Value;
        Assert.Equal(bytes.ToArray(), DocumentStore.ToBytes(read, type).ToArray());
        return read;
    }
}
