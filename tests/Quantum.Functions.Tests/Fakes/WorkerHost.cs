using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quantum.App.Hosting;
using Quantum.Functions.Tests.Fakes.Protocol;

namespace Quantum.Functions.Tests.Fakes;

/// <summary>
/// Plays the Functions host: starts the worker as the platform does, asks for its functions, loads them, and calls
/// them. Loopback only; the worker is ended with the test.
/// </summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    /// <summary>Tests with workers run one after the other: a machine may have two cores.</summary>
    public const string Collection = "workers";

    private const string TimerJson = """
        {"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}
        """;

    private static readonly TimeSpan HangMax = TimeSpan.FromMinutes(2);
    private readonly WorkerChannel _channel;
    private readonly WebApplication _server;
    private readonly Process _process;
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, RpcFunctionMetadata> _functions = new(StringComparer.Ordinal);
    private string _httpAddress = "";
    private int _invocations;

    private WorkerHost(WorkerChannel channel, WebApplication server, Process process) =>
        (_channel, _server, _process) = (channel, server, process);

    /// <summary>The bindings of every function as the worker tells them, JSON, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Bindings => _functions.ToDictionary(
        pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value.RawBindings, StringComparer.Ordinal);

    /// <summary>From the process's start until it was ready for its first call.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>What the worker logged.</summary>
    public string Logs => string.Join('\n', _channel.Logs);

    /// <summary>What the start cost in processor time, whatever else the machine does.</summary>
    public TimeSpan StartCost { get; private set; }

    /// <summary>
    /// The folder of the worker's build; of a published one where <c>WORKER_FOLDER</c> names it, to measure its start.
    /// </summary>
    private static string WorkerFolder { get; } = Environment.GetEnvironmentVariable("WORKER_FOLDER") is { } named
        ? Path.GetFullPath(named)
        : Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "../../Quantum.Functions",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));

    /// <summary>Starts a worker with these settings.</summary>
    public static async Task<WorkerHost> StartAsync(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var channel = new WorkerChannel();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
            server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(channel);
        var server = builder.Build();
        server.MapGrpcService<WorkerChannel>();
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features
            .GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        var started = Stopwatch.GetTimestamp();
        var host = new WorkerHost(channel, server, StartProcess(address, settings));
        await host.LoadAsync();
        host.StartTime = Stopwatch.GetElapsedTime(started);
        host._process.Refresh();
        host.StartCost = host._process.TotalProcessorTime;
        return host;
    }

    /// <summary>Fires a timer.</summary>
    /// <returns><see langword="null"/> when the call succeeded; otherwise what it threw.</returns>
    public Task<string?> FireAsync(string function) =>
        InvokeAsync(function, "timer", new TypedData { Json = TimerJson }, []);

    /// <summary>Delivers a queue message.</summary>
    public Task<string?> DeliverAsync(string function, string id, ReadOnlyMemory<byte> body) => InvokeAsync(
        function, "message", new TypedData { Bytes = ByteString.CopyFrom(body.Span) },
        new() { ["Id"] = new TypedData { String = id } });

    /// <summary>Tells of a manifest that arrived, as the platform's blob event does.</summary>
    public Task<string?> NotifyAsync(string function, string version)
    {
        var name = $"{version}/{CloudNames.Containers.ManifestFile}";
        var place = $$"""
            {"Connection":"{{CloudNames.Settings.Storage}}","ContainerName":"{{CloudNames.Containers.Models}}",
             "BlobName":"{{name}}"}
            """;
        var data = new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureStorageBlobs",
            ContentType = "application/json",
            Content = ByteString.CopyFromUtf8(place),
        };
        return InvokeAsync(function, "manifest", new TypedData { ModelBindingData = data },
            new() { ["version"] = new TypedData { String = version } });
    }

    /// <summary>Sends an HTTP request through the worker's own server, as the platform forwards it.</summary>
    public async Task<(HttpStatusCode Status, string Body)> AskAsync(string function, HttpMethod method, string target)
    {
        var (status, _, body) = await SendAsync(function, method, target);
        return (status, body);
    }

    /// <summary>Reads a page with its headers.</summary>
    public Task<(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)> ReadAsync(
        string function, string target) => SendAsync(function, HttpMethod.Get, target);

    private async Task<(HttpStatusCode, IReadOnlyDictionary<string, string>, string)> SendAsync(
        string function, HttpMethod method, string target)
    {
        var id = $"http-{Interlocked.Increment(ref _invocations)}";
        var http = new TypedData { Http = new RpcHttp { Method = method.Method, Url = "http://localhost" + target } };
        var call = InvokeAsync(function, "request", http, [], id);
        using var request = new HttpRequestMessage(method, _httpAddress.TrimEnd('/') + target);
        request.Headers.Add("x-ms-invocation-id", id);
        using var answer = await _http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Null(await call);
        var headers = answer.Headers.ToDictionary(pair => pair.Key, pair => string.Join(", ", pair.Value));
        return (answer.StatusCode, headers, body);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _channel.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _channel.Abandon("the test is over");
        _process.Dispose();
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private static Process StartProcess(string address, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var program = Path.Combine(WorkerFolder, "Quantum.Functions.dll");
        string[] arguments =
        [
            program, "--functions-uri", address, "--functions-request-id", "start", "--functions-worker-id", "worker",
            "--functions-grpc-max-message-length", "134217728",
        ];
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path
            && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", arguments)
        {
            WorkingDirectory = WorkerFolder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList()) start.Environment.Remove(name);
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = WorkerFolder;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = WorkerFolder;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>What the machine that runs the tests has set is none of the worker's business.</summary>
    private static bool IsSetting(string name) =>
        name.StartsWith(CloudNames.Settings.TradingPrefix, StringComparison.OrdinalIgnoreCase);

    private async Task LoadAsync()
    {
        _ = DrainAsync(_process.StandardOutput);
        _ = DrainAsync(_process.StandardError);
        _ = AbandonAtExitAsync();
        await _channel.Connected.WaitAsync(HangMax);
        var init = (await AskAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest
            {
                HostVersion = "4.1000.0",
                WorkerDirectory = WorkerFolder,
                FunctionAppDirectory = WorkerFolder,
            },
        })).WorkerInitResponse;
        AssertSucceeded(init.Result);
        _httpAddress = init.Capabilities["HttpUri"];
        await ListenAsync(new Uri(_httpAddress));
        var metadata = (await AskAsync(new StreamingMessage
        {
            FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = WorkerFolder },
        })).FunctionMetadataResponse;
        foreach (var function in metadata.FunctionMetadataResults)
        {
            _functions.Add(function.Name, function);
            var request = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
            var loaded = await AskAsync(new StreamingMessage { FunctionLoadRequest = request });
            AssertSucceeded(loaded.FunctionLoadResponse.Result);
        }
    }

    /// <summary>The worker tells its address before it listens there; the platform tries again as well.</summary>
    private async Task ListenAsync(Uri address)
    {
        while (!_process.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, address.Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }
    }

    private async Task<string?> InvokeAsync(string function, string parameter, TypedData data,
        Dictionary<string, TypedData> metadata, string? id = null)
    {
        var request = new InvocationRequest
        {
            InvocationId = id ?? $"call-{Interlocked.Increment(ref _invocations)}",
            FunctionId = _functions[function].FunctionId,
            TraceContext = new RpcTraceContext(),
            RetryContext = new RetryContext(),
        };
        request.InputData.Add(new ParameterBinding { Name = parameter, Data = data });
        foreach (var (name, value) in metadata) request.TriggerMetadata.Add(name, value);
        var answer = await AskAsync(new StreamingMessage { InvocationRequest = request });
        var result = answer.InvocationResponse.Result;
        return result.Status == StatusResult.Types.Status.Success ? null : result.Exception?.Message ?? "failed";
    }

    private async Task<StreamingMessage> AskAsync(StreamingMessage message)
    {
        using var patience = new CancellationTokenSource(HangMax);
        return await _channel.AskAsync(message, patience.Token);
    }

    private async Task DrainAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line) _channel.Logs.Enqueue(line);
    }

    private async Task AbandonAtExitAsync()
    {
        await _process.WaitForExitAsync();
        await Task.Delay(200); // Its last lines are still on their way.
        _channel.Abandon($"the worker has ended:\n{Logs}");
    }

    private static void AssertSucceeded(StatusResult result) => Assert.True(
        result.Status == StatusResult.Types.Status.Success, result.Exception?.Message + result.Exception?.StackTrace);
}
