using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quantum.Simulation.Remote;

namespace Quantum.Cli.Processes;

/// <summary>What may be done to whoever sent an order: the moments at which a kill is worst.</summary>
internal enum OrderMoment
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The order arrives and has no effect.</summary>
    Before,

    /// <summary>The order has its effect, and its sender gets no answer.</summary>
    Unanswered,

    /// <summary>The order has its effect, and its sender has the answer.</summary>
    Answered,
}

/// <summary>Serves a simulated venue to another process of this machine: its clock, and its port over HTTP.</summary>
internal sealed class VenueServer : IAsyncDisposable
{
    /// <summary>Path of the clock: virtual ticks and speed, as text.</summary>
    public const string ClockPath = "/clock";

    /// <summary>Path of calls.</summary>
    public const string CallPath = "/call";

    private readonly WebApplication _application;
    private readonly WitnessVenue _venue;
    private readonly VenueDesk _desk;
    private readonly string _clockSpeed;
    private readonly TimeProvider _time;
    private OrderMoment _armed;

    private VenueServer(WitnessVenue venue, TimeProvider time, double speed)
    {
        (_venue, _desk, _time) = (venue, new VenueDesk(venue), time);
        _clockSpeed = speed.ToString(CultureInfo.InvariantCulture);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        builder.Logging.SetMinimumLevel(LogLevel.None); // Callers are killed in the middle: that is no news.
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Address => _application.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Called when an armed moment has come; it kills the sender.</summary>
    public Action<OrderMoment> Struck { get; set; } = _ => { };

    /// <summary>Starts serving on a free port of the loopback interface.</summary>
    public static async Task<VenueServer> StartAsync(
        WitnessVenue venue, TimeProvider time, double speed, CancellationToken ct)
    {
        var server = new VenueServer(venue, time, speed);
        await server._application.StartAsync(ct);
        return server;
    }

    /// <summary>Strikes the sender of the next order.</summary>
    public void Arm(OrderMoment moment) => Interlocked.Exchange(ref _armed, moment);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == ClockPath)
        {
            await context.Response.WriteAsync($"{_time.GetUtcNow().UtcTicks} {_clockSpeed}");
            return;
        }

        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var call = buffer.ToArray();
        var moment = VenueDesk.IsOrder(call) ? Interlocked.Exchange(ref _armed, OrderMoment.None) : OrderMoment.None;
        if (moment == OrderMoment.Before)
        {
            Struck(moment);
            context.Abort();
            return;
        }

        // Whoever asks for the account is alive: from here on it can protect what it holds.
        if (VenueDesk.IsAccount(call)) _venue.HostIsBack();
        var answer = await _desk.AnswerAsync(call, CancellationToken.None);
        if (moment == OrderMoment.Unanswered)
        {
            Struck(moment);
            context.Abort();
            return;
        }

        if (moment == OrderMoment.Answered)
        {
            context.Response.OnCompleted(() =>
            {
                Struck(moment);
                return Task.CompletedTask;
            });
        }

        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer);
    }
}
