using Quantum.Core.Diagnosis;
using Quantum.Core.Markets;
using Quantum.Core.Risk;
using Quantum.Dashboard.Page;
using Quantum.Dashboard.Views;

namespace Quantum.Dashboard.Site;

/// <summary>
/// The status page and the JSON it reads, for any host: request in, response out. Routes and answers are in
/// <c>docs/http-api.md</c>. Safe to call from several threads at once.
/// </summary>
/// <param name="useCases">Where answers come from.</param>
/// <param name="time">The clock that "the last hour" ends at; the same as that of the use cases.</param>
/// <param name="guard">Who may ask.</param>
public sealed class DashboardSite(DashboardUseCases useCases, TimeProvider time, DashboardGuard guard)
{
    /// <summary>The actions of <c>POST /api/control/{action}</c>: exact, for no order is guessed.</summary>
    private static readonly Dictionary<string, OperatorOrder> Actions = new(StringComparer.Ordinal)
    {
        ["pause"] = OperatorOrder.Pause,
        ["resume"] = OperatorOrder.Resume,
        ["reduce"] = OperatorOrder.Reduce,
        ["halt"] = OperatorOrder.Halt,
        ["flatten"] = OperatorOrder.Flatten,
    };

    private delegate Task<DashboardResponse> Answer(RequestTarget target, CancellationToken ct);

    /// <summary>Answers a request.</summary>
    /// <returns>
    /// Always a response: 200, 400 wrong input, 403 refused by the guard, 404, 405, 500 with a sentence where stored
    /// data is damaged or the store fails, 503 from <c>/api/health</c> and where an order lost its write race.
    /// </returns>
    /// <exception cref="OperationCanceledException">The request was given up.</exception>
    public async Task<DashboardResponse> HandleAsync(DashboardRequest request, CancellationToken ct)
    {
        if (guard.Refusal(request) is { } refusal) return DashboardResponse.Error(403, refusal);

        var target = RequestTarget.Parse(request.Target);
        if (Find(target) is not { } route)
            return DashboardResponse.Error(404, $"There is no /{string.Join('/', target.Segments)} here.");
        // HTTP servers send no body to HEAD, which is how some watchers look whether a page is there.
        if (request.Method != route.Method && (request.Method, route.Method) != ("HEAD", "GET"))
        {
            return DashboardResponse.Error(405, $"Only {route.Method} is allowed here, not {request.Method}.",
                new KeyValuePair<string, string>("Allow", route.Method == "GET" ? "GET, HEAD" : route.Method));
        }

        try
        {
            return await route.Answer(target, ct);
        }
        catch (TimeoutException error)
        {
            return DashboardResponse.Error(503, error.Message) with { Fault = error };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Anybody may read the health, so it does not tell which document is damaged.
            var isHealth = target.Segments is ["api", "health"];
            var sentence = isHealth ? "The stored data cannot be read; /api/status tells more."
                : error is InvalidDataException ? error.Message
                : $"The request could not be answered: {error.Message}";
            return DashboardResponse.Error(500, sentence) with { Fault = error };
        }
    }

    private (string Method, Answer Answer)? Find(RequestTarget target) => target.Segments switch
    {
        [] => ("GET", PageAsync),
        ["api", "page"] => ("GET", ReadOnlyPageAsync),
        ["api", "health"] => ("GET", HealthAsync),
        ["api", "status"] => ("GET", StatusAsync),
        ["api", "positions"] => ("GET", PositionsAsync),
        ["api", "funnel"] => ("GET", FunnelAsync),
        ["api", "trades"] => ("GET", TradesAsync),
        ["api", "why", _] => ("GET", WhyAsync),
        ["api", "models"] => ("GET", ModelsAsync),
        ["api", "control", _] => ("POST", ControlAsync),
        _ => null,
    };

    private static Task<DashboardResponse> PageAsync(RequestTarget target, CancellationToken ct) =>
        Task.FromResult(DashboardResponse.Html(StatusPage.Html, StatusPage.ContentSecurityPolicy));

    private static Task<DashboardResponse> ReadOnlyPageAsync(RequestTarget target, CancellationToken ct) =>
        Task.FromResult(DashboardResponse.Html(StatusPage.ReadOnlyHtml, StatusPage.ContentSecurityPolicy));

    private async Task<DashboardResponse> HealthAsync(RequestTarget target, CancellationToken ct)
    {
        target.Allow();
        if (target.Problem is { } problem) return DashboardResponse.Error(400, problem);
        var report = await useCases.Status.HandleAsync(ct);
        var isUp = report.Health.All(row =>
            row.Level != HealthLevel.Bad || row.Component is not ("infrastructure" or "safety"));
        return DashboardResponse.Json(isUp ? 200 : 503, ReportJson.Health(report));
    }

    private async Task<DashboardResponse> StatusAsync(RequestTarget target, CancellationToken ct)
    {
        target.Allow();
        return target.Problem is { } problem
            ? DashboardResponse.Error(400, problem)
            : DashboardResponse.Json(200, ReportJson.Status(await useCases.Status.HandleAsync(ct)));
    }

    private async Task<DashboardResponse> PositionsAsync(RequestTarget target, CancellationToken ct)
    {
        target.Allow();
        return target.Problem is { } problem
            ? DashboardResponse.Error(400, problem)
            : DashboardResponse.Json(200, ReportJson.Positions(await useCases.Status.HandleAsync(ct)));
    }

    private async Task<DashboardResponse> FunnelAsync(RequestTarget target, CancellationToken ct)
    {
        var (from, to) = target.Span(Minute.Of(time.GetUtcNow()) + 1, defaultMinutes: 60);
        return target.Problem is { } problem
            ? DashboardResponse.Error(400, problem)
            : DashboardResponse.Json(200, ReportJson.Funnel(await useCases.Funnel.HandleAsync(from, to, ct)));
    }

    private async Task<DashboardResponse> TradesAsync(RequestTarget target, CancellationToken ct)
    {
        var (from, to) = target.Span(Minute.Of(time.GetUtcNow()) + 1, defaultMinutes: 1440);
        return target.Problem is { } problem
            ? DashboardResponse.Error(400, problem)
            : DashboardResponse.Json(200, ReportJson.Trades(from, to, await useCases.Trades.HandleAsync(from, to, ct)));
    }

    private async Task<DashboardResponse> ModelsAsync(RequestTarget target, CancellationToken ct)
    {
        target.Allow();
        return target.Problem is { } problem
            ? DashboardResponse.Error(400, problem)
            : DashboardResponse.Json(200, ModelJson.Text(await useCases.Models.HandleAsync(ct)));
    }

    private async Task<DashboardResponse> WhyAsync(RequestTarget target, CancellationToken ct)
    {
        target.Allow("at");
        var form = $"3 to {Symbol.LengthMax} upper-case letters, digits or '_', such as NEARUSDT";
        if (!Symbol.TryParse(target.Segments[2], out var symbol)) target.Refuse("symbol", target.Segments[2], form);
        var at = target.Instant("at");
        if (target.Problem is { } problem) return DashboardResponse.Error(400, problem);

        var minute = at is { } instant ? Minute.Of(instant) : await useCases.Explain.LastScannedAsync(ct);
        return minute is { } known
            ? DashboardResponse.Json(200, ReportJson.Why(await useCases.Explain.HandleAsync(symbol, known, ct)))
            : DashboardResponse.Error(404, "No minute has been scanned yet, so there is nothing to explain.");
    }

    private async Task<DashboardResponse> ControlAsync(RequestTarget target, CancellationToken ct)
    {
        target.Allow();
        var action = target.Segments[2];
        if (!Actions.TryGetValue(action, out var order))
            target.Refuse("action", action, $"one of {string.Join(", ", Actions.Keys)}");
        return target.Problem is { } problem
            ? DashboardResponse.Error(400, problem)
            : DashboardResponse.Json(200, ReportJson.Control(action, await useCases.Control.HandleAsync(order, ct)));
    }
}
