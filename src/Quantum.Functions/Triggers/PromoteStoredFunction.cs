using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Quantum.App.Hosting;
using Quantum.App.Models;
using Quantum.Dashboard.Views;
using Quantum.Functions.Http;

namespace Quantum.Functions.Triggers;

/// <summary>
/// HTTP → use case: somebody uploaded a bundle and asks for its verdict, which costs no instance that waits for it. The
/// gates are those of <see cref="PromoteModelFunction"/>, and none of them can be waived here.
/// </summary>
public sealed class PromoteStoredFunction(ModelUseCases models)
{
    /// <summary>A bundle of the container; the answer is the verdict, also where it refuses.</summary>
    [Function(CloudNames.Functions.PromoteStored)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "models/{version}/promote")] HttpRequest request,
        CancellationToken ct)
    {
        var version = request.RouteValues["version"] as string ?? "";
        return DashboardResult.Json(
            ModelJson.Text(await models.Promote.HandleAsync(version, acceptsRate: false, ct)));
    }
}
