using System.Net;
using System.Net.Sockets;
using System.Text;
using Quantum.Dashboard.Site;

namespace Quantum.Dashboard.Tests.Page;

/// <summary>The smallest host: it turns HTTP into requests of the site and its responses into HTTP.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly DashboardSite _site;
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public LoopbackServer(DashboardSite site)
    {
        _site = site;
        Url = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public string Url { get; }

    /// <summary>Changes the text of every JSON answer on its way out.</summary>
    public Func<string, string> Doctor { get; set; } = text => text;

    /// <summary>The keys that API requests came with; empty for one without.</summary>
    public HashSet<string> Keys { get; } = [];

    /// <summary>Answers nothing but 500 to API requests.</summary>
    public bool IsDown { get; set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // The listener was stopped, or the browser went away in the middle of an answer.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var answer = await _site.HandleAsync(new(context.Request.HttpMethod, context.Request.RawUrl ?? "/")
        {
            Host = context.Request.Headers["Host"],
            Origin = context.Request.Headers["Origin"],
            SecFetchSite = context.Request.Headers["Sec-Fetch-Site"],
        }, CancellationToken.None);
        if (context.Request.RawUrl?.StartsWith("/api/status", StringComparison.Ordinal) == true)
            lock (Keys) Keys.Add(context.Request.Headers["x-functions-key"] ?? "");
        var isPage = answer.ContentType.StartsWith("text/html", StringComparison.Ordinal);
        var text = Encoding.UTF8.GetString(answer.Body.Span);
        var body = Encoding.UTF8.GetBytes(isPage ? text : Doctor(text));
        context.Response.StatusCode = IsDown && !isPage ? 500 : answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    }
}
