using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Quantum.Conformance;

/// <summary>
/// The storage emulator of npm, started once for the tests of an assembly on free ports of the loopback address and
/// ended by its process id. Looked for in <c>QUANTUM_AZURITE</c> (the path of its azurite.js), below
/// <c>artifacts/azurite</c>, and beside <c>azurite</c> on the path.
/// </summary>
/// <remarks>To have it: <c>npm install --prefix artifacts/azurite azurite</c> at the root of the repository.</remarks>
public sealed class Azurite : IAsyncLifetime
{
    /// <summary>Accounts that tests can have for themselves.</summary>
    private const int AccountsMax = 40;

    /// <summary>The key of every emulator, public by design.</summary>
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Script = "azurite/dist/src/azurite.js";
    private Process? _process;
    private DirectoryInfo? _files;
    private string? _absence;
    private (int Blob, int Queue, int Table) _ports;
    private int _names;
    private int _accounts;

    /// <summary>
    /// The connection string of the account that tests share; skips the test, with the reason, where there is no
    /// emulator.
    /// </summary>
    public string ConnectionString => ConnectionStringOf(AccountOf(0));

    /// <summary>
    /// The connection string of an account that no other test has, for names that cannot be chosen; skips likewise.
    /// </summary>
    public string NewAccount()
    {
        var number = Interlocked.Increment(ref _accounts);
        return number < AccountsMax
            ? ConnectionStringOf(AccountOf(number))
            : throw new InvalidOperationException($"More than {AccountsMax} accounts; raise AccountsMax.");
    }

    /// <summary>A name that no other test has, good for tables, containers and queues.</summary>
    public string NewName() => $"t{Environment.ProcessId}x{Interlocked.Increment(ref _names)}";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (FindProgram("node") is not { } node)
        {
            _absence = "node is not on the path, so the storage emulator cannot run.";
            return;
        }

        if (FindScript() is not { } script)
        {
            _absence = "azurite is not installed; npm install --prefix artifacts/azurite azurite";
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            if (await TryStartAsync(node, script)) return;
            if (attempt == 3) throw new InvalidOperationException($"{script} did not start in three attempts.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _files?.Delete(recursive: true);
    }

    private async Task<bool> TryStartAsync(string node, string script)
    {
        _files ??= Directory.CreateTempSubdirectory("quantum-azurite-");
        var (blob, queue, table) = FreePorts();
        string[] arguments =
        [
            script, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--inMemoryPersistence",
            "--blobPort", $"{blob}", "--queuePort", $"{queue}", "--tablePort", $"{table}",
        ];
        var start = new ProcessStartInfo(node, arguments) { WorkingDirectory = _files.FullName };
        start.Environment["AZURITE_ACCOUNTS"] =
            string.Join(';', Enumerable.Range(0, AccountsMax).Select(number => $"{AccountOf(number)}:{Key}"));
        _process = Process.Start(start)!;
        _ports = (blob, queue, table);
        foreach (var port in new[] { blob, queue, table })
        {
            if (!await ListensAsync(port)) return false;
        }

        return true;
    }

    /// <summary>False when the process ended first, as it does when somebody else took a port meanwhile.</summary>
    private async Task<bool> ListensAsync(int port)
    {
        while (!_process!.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(50); // It is still starting; a test run that hangs here is ended by its caller.
            }
        }

        return false;
    }

    private static string AccountOf(int number) => $"account{number}";

    private string ConnectionStringOf(string account)
    {
        Assert.SkipWhen(_absence is not null, _absence ?? "");
        return $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{_ports.Blob}/{account};"
            + $"QueueEndpoint=http://127.0.0.1:{_ports.Queue}/{account};"
            + $"TableEndpoint=http://127.0.0.1:{_ports.Table}/{account};";
    }

    private static (int, int, int) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        using var third = new TcpListener(IPAddress.Loopback, 0);
        TcpListener[] all = [first, second, third];
        foreach (var listener in all) listener.Start();
        var ports = all.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        return (ports[0], ports[1], ports[2]);
    }

    private static string? FindScript()
    {
        if (Environment.GetEnvironmentVariable("QUANTUM_AZURITE") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named
                : throw new FileNotFoundException("QUANTUM_AZURITE names no file.", named);
        }


        var folders = new List<string>();
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            folders.Add(Path.Combine(at.FullName, "artifacts/azurite/node_modules"));
        if (FindProgram("azurite") is { } program)
            folders.Add(Path.Combine(Path.GetDirectoryName(program)!, "../lib/node_modules"));
        return folders.Select(folder => Path.Combine(folder, Script)).FirstOrDefault(File.Exists);
    }

    private static string? FindProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);
}
