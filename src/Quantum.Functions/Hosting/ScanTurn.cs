using Quantum.App.Hosting;
using Quantum.App.Scanning;

namespace Quantum.Functions.Hosting;

/// <summary>
/// One scan at a time in this process: its feature states are memory that two scans must not share. Between processes
/// the claim of the minute decides.
/// </summary>
/// <param name="useCases">The use cases.</param>
public sealed class ScanTurn(TradingUseCases useCases) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for its turn and scans.</summary>
    public async Task<ScanReport> RunAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await useCases.Scan.RunAsync(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
