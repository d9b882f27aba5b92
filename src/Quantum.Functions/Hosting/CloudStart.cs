using Microsoft.Extensions.Hosting;
using Quantum.App.Hosting;
using Quantum.Core.Reasons;

namespace Quantum.Functions.Hosting;

/// <summary>
/// What a process does before its first call: make the emulator's tables, and put wrong settings on record in words, so
/// that the status page names them.
/// </summary>
/// <param name="settings">The settings.</param>
/// <param name="stores">The storage account.</param>
/// <param name="useCases">Made here only where something must be put on record.</param>
public sealed class CloudStart(CloudSettings settings, CloudStores stores, Lazy<TradingUseCases> useCases)
    : IHostedService
{
    /// <summary>The use case that faults of the settings are shown under.</summary>
    public const string FaultName = "Start";

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.CreatesStorage) await stores.CreateMissingAsync(cancellationToken);
        if (settings.Problem is not { } problem) return;
        var sentence = $"{ReasonCatalog.Of(problem.Code).Name}: {string.Join(' ', settings.Details)}";
        await useCases.Value.RecordFaultAsync(
            FaultName, new InvalidOperationException(sentence), cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
