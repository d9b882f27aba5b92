using Microsoft.Azure.Functions.Worker;
using Quantum.App.Hosting;
using Quantum.App.Models;

namespace Quantum.Functions.Triggers;

/// <summary>
/// Blob event → use case: a manifest has arrived, which is uploaded last. What comes of it is a verdict on record; the
/// scanning processes see a moved pointer within a minute.
/// </summary>
public sealed class PromoteModelFunction(ModelUseCases models)
{
    /// <summary>Every manifest. A refused bundle is a verdict and no failure: another delivery cannot help.</summary>
    [Function(CloudNames.Functions.PromoteModel)]
    public Task RunAsync(
        [BlobTrigger(CloudNames.Containers.PromoteTrigger, Source = BlobTriggerSource.EventGrid,
            Connection = CloudNames.Settings.Storage)] byte[] manifest,
        string version, CancellationToken ct) =>
        models.Promote.HandleAsync(version, acceptsRate: false, ct);
}
