using System.Text;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Venues;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Venues;

public sealed class VenueJsonTests
{
    [Fact]
    public void A_new_account_is_written_in_this_shape() => Assert.Equal(
        """
        {"version":1,"deposit":10000,"wallet":10000,"nextIncome":1,"nextEnded":1,
        "lastIncomeAt":"1970-01-01T00:00:00+00:00","advancedTo":"1970-01-01T00:00:00+00:00",
        "ahead":[],"positions":[],"orders":[],"leverages":[]}
        """.Replace("\n", "", StringComparison.Ordinal),
        Encoding.UTF8.GetString(VenueJson.Write(VenueState.Open(10_000))));

    [Fact]
    public void Orders_and_incomes_come_back_as_they_were()
    {
        var book = Book(Options);
        book.Enter(Side.Buy, 10, mark: 100);
        var resting = book.Stop(Side.Buy, 95, mark: 100);
        book.Fund(Near, new(Start, 0.0001, Price.Of(100)));
        foreach (var order in book.Ended.Select(ended => ended.Order).Append(resting))
            Assert.Equal(order, VenueJson.ReadOrder(VenueJson.Write(order)));
        foreach (var income in book.Incomes) Assert.Equal(income, VenueJson.ReadIncome(VenueJson.Write(income)));
        var state = VenueJson.ReadState(VenueJson.Write(book.State));
        Assert.Equal(book.State.Positions, state.Positions);
        Assert.Equal(book.State.Orders, state.Orders);
    }

    [Theory]
    [InlineData("", "not a VenueState")]
    [InlineData("null", "is null")]
    [InlineData("{}", "not a VenueState")]
    [InlineData("[1]", "not a VenueState")]
    public void What_is_not_an_account_is_not_read_as_one(string body, string message) => Assert.Contains(message,
        Assert.Throws<InvalidDataException>(() => VenueJson.ReadState(Encoding.UTF8.GetBytes(body))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_account_of_another_format_is_not_touched()
    {
        var newer = VenueJson.Write(VenueState.Open(1) with { Version = 2 });
        var thrown = Assert.Throws<InvalidDataException>(() => VenueJson.ReadState(newer));
        Assert.Equal("The paper account has format 2; this program reads format 1.", thrown.Message);
    }

    [Fact]
    public void A_symbol_that_is_none_is_not_read()
    {
        var body = """
            {"sequence":1,"at":"2025-06-02T18:00:00+00:00","kind":"Funding","symbol":"near","amount":1,"orderId":null}
            """;
        Assert.Throws<InvalidDataException>(() => VenueJson.ReadIncome(Encoding.UTF8.GetBytes(body)));
    }
}
