using System.Globalization;
using Quantum.Benchmarks.Binance;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Markets;

// A scan's worth of candles through the adapter and through the bare library, in turn, against one fake venue that has
// a process of its own: so what is measured here is the client's work alone.
if (args is [VenueProcess.Argument])
{
    var world = VenueWorld.Generated(new ShiftedTime(TimeSpan.Zero), ScanRounds.Symbols);
    await using var server = await VenueServer.StartAsync(world);
    Console.WriteLine(server.Address);
    await server.WaitAsync();
    return 0;
}

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 60;
using var venue = await VenueProcess.StartAsync();
using var scan = new ScanRounds(venue);
var report = await scan.RunAsync(rounds);
Console.WriteLine(report);
return report.Ratio <= 1.3 ? 0 : 1;
