using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quantum.FakeVenue.Endpoints;
using Quantum.FakeVenue.Faults;
using Quantum.FakeVenue.Limits;
using Quantum.FakeVenue.Markets;
using Quantum.FakeVenue.Requests;

namespace Quantum.FakeVenue;

/// <summary>
/// Binance USD-M futures in small, over HTTP on the loopback address: the endpoints that Quantum uses, with signatures,
/// clocks, weights, filters and faults. Matching is the simulated venue's.
/// </summary>
public sealed class VenueServer : IAsyncDisposable
{
    private static readonly Dictionary<(string, string), Route> Routes = ((IEnumerable<Route>)
        [.. MarketEndpoints.Routes(), .. AccountEndpoints.Routes(), .. OrderEndpoints.Routes(),
            .. AlgoEndpoints.Routes()]).ToDictionary(route => (route.Method, route.Path));

    private readonly VenueOptions _options;
    private readonly WebApplication _web;

    private VenueServer(VenueWorld world, VenueOptions options, WebApplication web)
    {
        (World, _options, _web) = (world, options, web);
        Meter = new WeightMeter(world.Time);
        Control = new ControlPanel(this);
    }

    /// <summary>Where it listens, e.g. <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <summary>What stands behind it.</summary>
    public VenueWorld World { get; }

    /// <summary>What goes wrong next.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Weight and orders used.</summary>
    public WeightMeter Meter { get; }

    private ControlPanel Control { get; }

    /// <summary>Starts it.</summary>
    public static async Task<VenueServer> StartAsync(VenueWorld world, VenueOptions? options = null)
    {
        options ??= new VenueOptions();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(TimeProvider.System);
        var web = builder.Build();
        web.Urls.Add($"http://127.0.0.1:{options.Port}");
        var server = new VenueServer(world, options, web);
        web.Run(server.HandleAsync);
        await web.StartAsync();
        return server;
    }

    /// <summary>Waits until somebody stops the process.</summary>
    public Task WaitAsync() => _web.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Faults.Clear();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200)); // hanging requests end here
        await _web.StopAsync(patience.Token);
        await _web.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var request = await VenueRequest.ReadAsync(http.Request);
        if (request.Path.StartsWith("/control/", StringComparison.Ordinal))
        {
            await WriteAsync(http, 200, await Control.HandleAsync(request));
            return;
        }

        try
        {
            var before = Faults.Take(request.Method, request.Path,
                fault => FaultPlan.IsAround(fault) && !fault.AfterEffect);
            if (before is { Kind: FaultKind.Region451 or FaultKind.Region403 })
            {
                await StrikeAsync(http, before);
                return;
            }

            if (!Routes.TryGetValue((request.Method, request.Path), out var route))
                throw new VenueError(-5000, $"Path {request.Path}, Method {request.Method} is invalid", 404);
            if (!await CountAsync(http, request, route)) return;
            if (before is not null)
            {
                await StrikeAsync(http, before);
                return;
            }

            if (route.IsSigned) request.Check(_options.Key, _options.Secret, World.Now);
            var answer = await route.Answer(request, new Scene(World, Faults, http.RequestAborted));
            var after = Faults.Take(request.Method, request.Path,
                fault => FaultPlan.IsAround(fault) && fault.AfterEffect);
            if (after is not null) await StrikeAsync(http, after);
            else await WriteAsync(http, 200, answer);
        }
        catch (VenueError error)
        {
            await WriteAsync(http, error.Status, new { code = error.Code, msg = error.Message });
        }
    }

    /// <summary>Counts weight and orders, and tells the caller; false where the request ends here.</summary>
    private async Task<bool> CountAsync(HttpContext http, VenueRequest request, Route route)
    {
        var (status, retryAfter) = Meter.Count(route.Weight(request), route.IsOrder);
        http.Response.Headers["X-MBX-USED-WEIGHT-1M"] = Meter.Weight.ToString("D");
        if (route.IsOrder)
        {
            http.Response.Headers["X-MBX-ORDER-COUNT-10S"] = Meter.OrdersTenSeconds.ToString("D");
            http.Response.Headers["X-MBX-ORDER-COUNT-1M"] = Meter.OrdersMinute.ToString("D");
        }

        if (status == 0) return true;
        await TooManyAsync(http, status, retryAfter);
        return false;
    }

    private static Task TooManyAsync(HttpContext http, int status, int retryAfterSeconds)
    {
        http.Response.Headers.RetryAfter = retryAfterSeconds.ToString("D");
        return WriteAsync(http, status, new
        {
            code = -1003,
            msg = status == 418 ? "Way too many requests; IP banned." : "Too many requests.",
        });
    }

    private static async Task StrikeAsync(HttpContext http, Fault fault)
    {
        const string page = "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>";
        switch (fault.Kind)
        {
            case FaultKind.Unknown503:
                await WriteAsync(http, 503, new
                {
                    code = -1000,
                    msg = "Unknown error, please check your request or try again later.",
                });
                break;
            case FaultKind.Html503:
                await WritePageAsync(http, 503, page);
                break;
            case FaultKind.Timeout1007:
                await WriteAsync(http, 408, new
                {
                    code = -1007,
                    msg = "Timeout waiting for response from backend server. Send status unknown.",
                });
                break;
            case FaultKind.Drop:
                http.Abort();
                break;
            case FaultKind.Hang:
                await Task.Delay(Timeout.Infinite, http.RequestAborted)
                    .ContinueWith(_ => http.Abort(), TaskScheduler.Default);
                break;
            case FaultKind.ClockSkew:
                await WriteAsync(http, 400, new
                {
                    code = -1021,
                    msg = "Timestamp for this request is outside of the recvWindow.",
                });
                break;
            case FaultKind.Region451:
                await WriteAsync(http, 451, new
                {
                    code = 0,
                    msg = "Service unavailable from a restricted location according to 'b. Eligibility'.",
                });
                break;
            case FaultKind.Region403:
                await WritePageAsync(http, 403, "<html><body><h1>403 ERROR</h1></body></html>");
                break;
            case FaultKind.TooMany:
                await TooManyAsync(http, 429, fault.RetryAfterSeconds);
                break;
            case FaultKind.Banned:
                await TooManyAsync(http, 418, fault.RetryAfterSeconds);
                break;
            default:
                await WriteAsync(http, fault.Status, new { code = fault.Code, msg = $"Fault {fault.Code}." });
                break;
        }
    }

    private static Task WritePageAsync(HttpContext http, int status, string page)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html";
        return http.Response.WriteAsync(page);
    }

    private static async Task WriteAsync(HttpContext http, int status, object answer)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json;charset=UTF-8";
        var bytes = answer is ReadOnlyMemory<byte> written ? written : JsonSerializer.SerializeToUtf8Bytes(answer);
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes);
    }
}
