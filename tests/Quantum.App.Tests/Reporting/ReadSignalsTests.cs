using Quantum.App.Reporting;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.App.Tests.Reporting;

public sealed class ReadSignalsTests
{
    [Fact]
    public async Task Signals_of_the_range_are_read_whether_they_have_ended_or_not()
    {
        var (world, _) = await World.FlatAsync();
        var signals = new[] { world.Make(0), world.Make(1) };
        await world.WriteAsync(signals);
        await world.Open().Execute.HandleAsync(SignalPlant.Message(signals[0].Minute, signals[0]), default);
        var minute = signals[0].Minute;
        var reader = new ReadSignals(world.Store);

        var read = await reader.HandleAsync(minute, minute + 1, default);

        Assert.Equal(signals.Select(signal => signal.Id.Text).Order(), read.Select(row => row.Signal.Id.Text));
        var ended = Assert.Single(read, row => row.Outcome is not null);
        Assert.Equal((signals[0].Id, ReasonCode.OrderFilled), (ended.Signal.Id, ended.Outcome!.Value.Code));
        Assert.Empty(await reader.HandleAsync(minute + 1, minute + 10, default));
        Assert.Empty(await reader.HandleAsync(minute - 10, minute, default));
    }
}
