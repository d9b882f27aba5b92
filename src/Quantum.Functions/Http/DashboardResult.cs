using Microsoft.AspNetCore.Mvc;
using Quantum.Dashboard.Site;

namespace Quantum.Functions.Http;

/// <summary>Sends a response of the dashboard as it is: status, every header, the bytes.</summary>
/// <param name="response">The response.</param>
public sealed class DashboardResult(DashboardResponse response) : IActionResult
{
    /// <summary>What is sent.</summary>
    public DashboardResponse Response => response;

    /// <inheritdoc/>
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var answer = context.HttpContext.Response;
        answer.StatusCode = response.Status;
        answer.ContentType = response.ContentType;
        foreach (var (name, value) in response.Headers) answer.Headers[name] = value;
        await answer.Body.WriteAsync(response.Body, context.HttpContext.RequestAborted);
    }
}
