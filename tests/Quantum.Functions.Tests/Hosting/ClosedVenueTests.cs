using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Functions.Hosting;

namespace Quantum.Functions.Tests.Hosting;

public sealed class ClosedVenueTests
{
    private static readonly Symbol Near = Symbol.Of("NEARUSDT");
    private readonly ClosedVenue _venue = new(new Reason(ReasonCode.KeysMissing));

    [Fact]
    public async Task It_knows_nothing_and_does_nothing_and_says_why()
    {
        var id = ClientOrderId.Of("p01-0123456789abcdef-e-1");

        var find = Assert.IsType<FindOutcome.Unknown>(await _venue.FindAsync(Near, id, true, default));
        var cancel = Assert.IsType<CancelOutcome.Unknown>(await _venue.CancelAsync(Near, id, true, default));
        Assert.Equal(VenueRefusal.NotAuthorised, await _venue.SetLeverageAsync(Near, 1, default));
        var account = await Assert.ThrowsAsync<VenueUnavailableException>(() => _venue.ReadAccountAsync(default));
        var income = await Assert.ThrowsAsync<VenueUnavailableException>(
            () => _venue.ReadIncomeAsync(DateTimeOffset.UnixEpoch, null, default));

        Assert.Equal((VenueSilence.Closed, VenueSilence.Closed), (account.Silence, income.Silence));
        Assert.All([find.Detail, cancel.Detail, account.Message, income.Message], text => Assert.Equal(
            "KEYS_MISSING: The mode needs the exchange's keys and they are not set.", text));
    }
}
