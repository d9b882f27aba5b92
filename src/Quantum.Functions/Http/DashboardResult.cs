using Microsoft.AspNetCore.Mvc;
using Quantum.Dashboard.Site;

namespace Quantum.Functions.Http;

/// <summary>Sends a response of the dashboard as it is: status, every header, the bytes.</summary>
/// <param name="response">The response.</param>
public sealed class DashboardResult(DashboardResponse response) : IActionResult
{
    /// <summary>JSON that nobody may keep.</summary>
    /// <param name="body">UTF-8.</param>
    public static DashboardResult Json(ReadOnlyMemory<byte> body) => new(new DashboardResponse(
        200, "application/json; charset=utf-8", body,
        [new("Cache-Control", "no-store"), new("X-Content-Type-Options", "nosniff")]));

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
