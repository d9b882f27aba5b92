using System.Diagnostics;
using System.Reflection;

namespace Quantum.Cli.Processes;

/// <summary>This very program once more, in a process that will be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _isUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isDown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _lines = [];

    private HostProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => OnLine(line.Data);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        _process.Exited += (_, _) => _isDown.TrySetResult();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Ends when it says that it runs.</summary>
    public Task IsUp => _isUp.Task;

    /// <summary>Ends with the process.</summary>
    public Task IsDown => _isDown.Task;

    /// <summary>What it printed last.</summary>
    public string LastWords
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines.TakeLast(20));
        }
    }

    /// <summary>Starts <c>quantum</c> with arguments.</summary>
    public static HostProcess Start(IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath
            ?? throw new InvalidOperationException("Invariant: a process without a program.");
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // Run as `dotnet quantum.dll`, the program is the runtime and the assembly its first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, AssemblyFile));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new HostProcess(start);
    }

    /// <summary>Kills it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It is dead already: two reasons to kill it met.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string AssemblyFile => Assembly.GetExecutingAssembly().GetName().Name + ".dll";

    private void OnLine(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
        if (line.Contains("Quantum Paper", StringComparison.Ordinal)) _isUp.TrySetResult();
    }
}
