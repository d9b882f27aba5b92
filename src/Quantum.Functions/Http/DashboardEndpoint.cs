using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Quantum.App.Hosting;
using Quantum.Core.Reasons;
using Quantum.Dashboard.Site;

namespace Quantum.Functions.Http;

/// <summary>A request of the worker's web server to the dashboard's site, and its answer back.</summary>
/// <remarks>
/// The guard against foreign web pages is passed as a request of this machine: the function key, which no browser sends
/// by itself, keeps them out before the worker is asked.
/// </remarks>
/// <param name="site">The site.</param>
/// <param name="useCases">Where an unreadable order is put on record.</param>
/// <param name="logger">Told what the answer does not tell.</param>
public sealed partial class DashboardEndpoint(
    DashboardSite site, Lazy<TradingUseCases> useCases, ILogger<DashboardEndpoint> logger)
{
    /// <summary>Parameters of the host, which are not the site's: a key may travel in the address.</summary>
    private static readonly string[] HostParameters = ["code", "clientId"];

    /// <summary>Answers a request.</summary>
    public async Task<IActionResult> AnswerAsync(HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var response = await site.HandleAsync(
            new DashboardRequest(request.Method, TargetOf(request)) { Host = "localhost" }, ct);
        if (response.Fault is { } fault) LogFault(fault, request.Path, response.Status);
        if (request.Method == "POST" && response.Status == 400) await RecordAsync(request, ct);
        return new DashboardResult(response);
    }

    /// <summary>Path and query as they were sent, without the host's own parameters.</summary>
    private static string TargetOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget
            ?? request.Path + request.QueryString;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0) return target;
        var kept = target[(mark + 1)..].Split('&').Where(pair => !HostParameters.Contains(pair.Split('=')[0]));
        return $"{target[..mark]}?{string.Join('&', kept)}";
    }

    /// <summary>An order that nobody could read was meant as one: it stands on the status page.</summary>
    private Task RecordAsync(HttpRequest request, CancellationToken ct)
    {
        var name = ReasonCatalog.Of(ReasonCode.ControlUnreadable).Name;
        var path = request.Path.Value is { Length: > 100 } path100 ? path100[..100] : request.Path.Value;
        return useCases.Value.RecordFaultAsync(CloudNames.Functions.Control,
            new InvalidOperationException($"{name}: {path} is no order; nothing was changed."), ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} was answered with {Status}.")]
    private partial void LogFault(Exception fault, string path, int status);
}
