using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Quantum.Adapters.Archive.Tests.Fakes;

/// <summary>One request as the server saw it.</summary>
/// <param name="Path">Path without the leading slash.</param>
/// <param name="From">First byte of its range; <see langword="null"/> without a range.</param>
public sealed record ServedRequest(string Path, long? From);

/// <summary>An archive on this machine, whose files the test makes and whose faults it orders.</summary>
public sealed class ArchiveServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, byte[], Task>>> _faults = new();
    private readonly ConcurrentQueue<ServedRequest> _requests = new();
    private readonly WebApplication _application;

    private ArchiveServer(WebApplication application) => _application = application;

    /// <summary>Root of the archive.</summary>
    public Uri Address => new(_application.Urls.Single() + "/");

    /// <summary>Whether ranges are answered as such, or with the whole file.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<ServedRequest> Requests => [.. _requests];

    /// <summary>Starts one on a free port.</summary>
    public static async Task<ArchiveServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        var server = new ArchiveServer(application);
        application.Run(server.ServeAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>Publishes a table as a zip with its checksum, and gives the zip.</summary>
    public byte[] Publish(ArchiveFile file, string table) => PublishBytes(file, Zip(file, table));

    /// <summary>Publishes bytes with their checksum.</summary>
    public byte[] PublishBytes(ArchiveFile file, byte[] bytes)
    {
        _files[file.Path] = bytes;
        PublishChecksum(file, $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {file.Name}\n");
        return bytes;
    }

    /// <summary>Publishes another text as a file's checksum.</summary>
    public void PublishChecksum(ArchiveFile file, string text) =>
        _files[file.Path + ".CHECKSUM"] = Encoding.ASCII.GetBytes(text);

    /// <summary>The next requests of a path get these answers, one each, before it is served again.</summary>
    public void Misbehave(string path, params Func<HttpContext, byte[], Task>[] faults)
    {
        var queue = _faults.GetOrAdd(path, _ => new());
        foreach (var fault in faults) queue.Enqueue(fault);
    }

    /// <summary>A fault: a status without a body.</summary>
    public static Func<HttpContext, byte[], Task> Status(int status, string? retryAfter = null) => (context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    /// <summary>A fault: the first bytes, then <paramref name="then"/>, then a dropped connection.</summary>
    public static Func<HttpContext, byte[], Task> DropAfter(int count, Func<HttpContext, Task>? then = null) =>
        async (context, bytes) =>
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, count));
            await context.Response.Body.FlushAsync();
            if (then is not null) await then(context);
            context.Abort();
        };

    /// <summary>A zip with one entry.</summary>
    public static byte[] Zip(ArchiveFile file, params string[] tables)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var index = 0; index < tables.Length; index++)
            {
                using var entry = zip.CreateEntry($"{index}{Path.ChangeExtension(file.Name, ".csv")}").Open();
                entry.Write(Encoding.ASCII.GetBytes(tables[index]));
            }
        }

        return target.ToArray();
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        var from = context.Request.GetTypedHeaders().Range?.Ranges.Single().From;
        _requests.Enqueue(new ServedRequest(path, from));
        var isThere = _files.TryGetValue(path, out var bytes);
        if (_faults.TryGetValue(path, out var queue) && queue.TryDequeue(out var fault))
        {
            await fault(context, bytes ?? []);
            return;
        }

        if (!isThere)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var start = KnowsRanges ? from ?? 0 : 0;
        if (start >= bytes!.Length && start > 0)
        {
            context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            return;
        }

        if (KnowsRanges && from is not null)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {start}-{bytes.Length - 1}/{bytes.Length}";
        }

        context.Response.ContentLength = bytes.Length - start;
        await context.Response.Body.WriteAsync(bytes.AsMemory((int)start));
    }
}
