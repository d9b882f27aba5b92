using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Quantum.Cli.State;
using Quantum.Dashboard.Site;

namespace Quantum.Cli.Web;

/// <summary>Serves the dashboard on this machine only.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private DashboardSite? _site;

    private WebHost(WebApplication application, int port) =>
        (_application, Address) = (application, $"http://localhost:{port}");

    /// <summary>Where people find it.</summary>
    public string Address { get; }

    /// <summary>Takes the port; until <see cref="Serve"/> every answer is that it starts.</summary>
    /// <exception cref="StateException">The port cannot be had.</exception>
    public static async Task<WebHost> StartAsync(int port, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.ListenLocalhost(port);
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = 1_024; // No route reads a body.
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var application = builder.Build();
        var host = new WebHost(application, port);
        application.Run(host.AnswerAsync);
        try
        {
            await application.StartAsync(ct);
            return host;
        }
        catch (IOException error)
        {
            await application.DisposeAsync();
            throw new StateException($"The web page cannot have port {port} ({error.Message.TrimEnd('.')}). "
                + "Name another --port, or run with --no-web.");
        }
    }

    /// <summary>Serves the page of a system from now on.</summary>
    public void Serve(DashboardSite site) => Volatile.Write(ref _site, site);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var response = Volatile.Read(ref _site) is { } site
            ? await site.HandleAsync(RequestOf(context), context.RequestAborted)
            : DashboardResponse.Error(StatusCodes.Status503ServiceUnavailable, "Quantum is starting.");
        context.Response.StatusCode = response.Status;
        context.Response.ContentType = response.ContentType;
        foreach (var (name, value) in response.Headers) context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
    }

    private static DashboardRequest RequestOf(HttpContext context)
    {
        var request = context.Request;
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? request.Path;
        return new(request.Method, target)
        {
            Host = Header(request, "Host"),
            Origin = Header(request, "Origin"),
            SecFetchSite = Header(request, "Sec-Fetch-Site"),
        };
    }

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
