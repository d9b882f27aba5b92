using System.Diagnostics;

namespace Quantum.Benchmarks.Binance;

/// <summary>The fake venue in a process of its own, ended with this one.</summary>
internal sealed class VenueProcess : IDisposable
{
    /// <summary>The argument of the process.</summary>
    public const string Argument = "venue";

    private readonly Process _process;
    private readonly HttpClient _http = new();

    private VenueProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    public static async Task<VenueProcess> StartAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Quantum.Benchmarks.Binance.dll");
        var start = new ProcessStartInfo("dotnet", [program, Argument]) { RedirectStandardOutput = true };
        var process = Process.Start(start)
            ?? throw new InvalidOperationException("The venue did not start.");
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The venue ended without telling its address.");
        return new(process, new Uri(line));
    }

    /// <summary>Moves its clock on by a minute, so that each round has a budget of its own.</summary>
    public async Task PassMinuteAsync()
    {
        using var answer = await _http.PostAsync(new Uri(Address, "/control/shift?milliseconds=60000"), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _http.Dispose();
    }
}
