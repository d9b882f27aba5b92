using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Quantum.App.Hosting;
using Quantum.Functions.Http;

namespace Quantum.Functions.Triggers;

/// <summary>
/// HTTP → the dashboard's site, which answers the same bytes as on the command line's host. All but the health need a
/// function key.
/// </summary>
public sealed class DashboardFunctions(DashboardEndpoint endpoint)
{
    /// <summary>Levels only, for monitors; nothing secret, so no key.</summary>
    [Function(CloudNames.Functions.Health)]
    public Task<IActionResult> HealthAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        endpoint.AnswerAsync(request);

    /// <summary>The status page without its orders; it asks the other routes with the key that opened it.</summary>
    [Function(CloudNames.Functions.Page)]
    public Task<IActionResult> PageAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "page")] HttpRequest request) =>
        endpoint.AnswerAsync(request);

    /// <summary>Everything on the status page.</summary>
    [Function(CloudNames.Functions.Status)]
    public Task<IActionResult> StatusAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "status")] HttpRequest request) =>
        endpoint.AnswerAsync(request);

    /// <summary>What became of every symbol and signal.</summary>
    [Function(CloudNames.Functions.Funnel)]
    public Task<IActionResult> FunnelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "funnel")] HttpRequest request) =>
        endpoint.AnswerAsync(request);

    /// <summary>Why one symbol did what it did.</summary>
    [Function(CloudNames.Functions.Why)]
    public Task<IActionResult> WhyAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "why/{symbol}")] HttpRequest request) =>
        endpoint.AnswerAsync(request);

    /// <summary>Open positions.</summary>
    [Function(CloudNames.Functions.Positions)]
    public Task<IActionResult> PositionsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "positions")] HttpRequest request) =>
        endpoint.AnswerAsync(request);

    /// <summary>Ended positions.</summary>
    [Function(CloudNames.Functions.Trades)]
    public Task<IActionResult> TradesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "trades")] HttpRequest request) =>
        endpoint.AnswerAsync(request);

    /// <summary>Model bundles and their verdicts.</summary>
    [Function(CloudNames.Functions.Models)]
    public Task<IActionResult> ModelsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models")] HttpRequest request) =>
        endpoint.AnswerAsync(request);

    /// <summary>The operator's orders.</summary>
    [Function(CloudNames.Functions.Control)]
    public Task<IActionResult> ControlAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "control/{action}")] HttpRequest request) =>
        endpoint.AnswerAsync(request);
}
