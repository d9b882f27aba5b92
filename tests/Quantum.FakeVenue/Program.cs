using System.Globalization;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Markets;

// fake-venue [--port 9443] [--symbols 40] [--seed 1]: an invented market in real time, until it is stopped.
int Option(string name, int value)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : value;
}

var time = new ShiftedTime(TimeSpan.Zero);
var world = VenueWorld.Generated(time, Option("--symbols", 40), (ulong)Option("--seed", 1));
var options = new VenueOptions { Port = Option("--port", 9443) };
await using var server = await VenueServer.StartAsync(world, options);
Console.WriteLine($"{server.Address} key {options.Key} secret {options.Secret}");
await server.WaitAsync();
