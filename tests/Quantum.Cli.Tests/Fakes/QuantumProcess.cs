using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quantum.Cli.Tests.Fakes;

/// <summary>What a finished command left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record QuantumAnswer(int ExitCode, string Output, string Errors)
{
    /// <summary>Everything, for the message of a failing test.</summary>
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Errors}";
}

/// <summary>The real program as it was built, in a process of its own; killed with the test whatever happens.</summary>
internal sealed class QuantumProcess : IDisposable
{
    /// <summary>Far beyond what any command needs; a hang becomes a failure with the output so far.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private QuantumProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Standard output so far.</summary>
    public string Output => Text(_output);

    /// <summary>Whether it has ended by itself or by a signal.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>quantum</c> with arguments, in a working directory.</summary>
    public static QuantumProcess Start(string directory, params string[] arguments) =>
        Start(directory, new Dictionary<string, string>(), arguments);

    /// <summary>The same, with environment variables of its own.</summary>
    public static QuantumProcess Start(
        string directory, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "quantum.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;

        // A test is about the rule unless it names models: the default bundle may change its mind with every training.
        if (arguments is ["run", ..] && !arguments.Contains("--models"))
        {
            start.ArgumentList.Add("--models");
            start.ArgumentList.Add("none");
        }

        return new(start);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<QuantumAnswer> RunAsync(string directory, params string[] arguments)
    {
        using var process = Start(directory, arguments);
        return await process.EndAsync();
    }

    /// <summary>The same, with environment variables of its own.</summary>
    public static async Task<QuantumAnswer> RunAsync(
        string directory, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        using var process = Start(directory, environment, arguments);
        return await process.EndAsync();
    }

    /// <summary>A port of this machine that was free a moment ago.</summary>
    public static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until something is so; a process that ended before is a failure that shows its words.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var patience = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (HasExited || patience.Elapsed > Patience)
                Assert.Fail($"Waited in vain until {what}. {(HasExited ? await EndAsync() : Output + Text(_errors))}");
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until a text stands in its output.</summary>
    public Task UntilPrintedAsync(string text) =>
        UntilAsync(() => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)), $"it printed '{text}'");

    /// <summary>Waits for its end.</summary>
    public async Task<QuantumAnswer> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It does not end. {Output}{Text(_errors)}");
        }

        return new(_process.ExitCode, Output, Text(_errors));
    }

    /// <summary>
    /// Sends a signal, <c>INT</c> or <c>TERM</c>, and waits for the end. A shell's background job is deaf to
    /// <c>INT</c>, and so is all that it starts; there <c>TERM</c> stands in for it.
    /// </summary>
    public async Task<QuantumAnswer> SignalAsync(string signal)
    {
        if (signal == "INT" && IsDeafToInterrupts()) signal = "TERM";
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
        return await EndAsync();
    }

    /// <summary>Kills it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private static bool IsDeafToInterrupts()
    {
        const int Interrupt = 2;
        const string Ignored = "SigIgn:";
        if (!File.Exists("/proc/self/status")) return false;
        var line = File.ReadLines("/proc/self/status")
            .First(text => text.StartsWith(Ignored, StringComparison.Ordinal));
        var signals = ulong.Parse(line.AsSpan(Ignored.Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (signals & (1UL << (Interrupt - 1))) != 0;
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
