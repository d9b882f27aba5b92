using Azure.Core.Pipeline;

namespace Quantum.Adapters.Azure;

/// <summary>Which storage account, as whom, and how patiently.</summary>
/// <remarks>
/// Either <see cref="ConnectionString"/> (Azurite, or an account with keys) or the three endpoints with
/// <see cref="ClientId"/> (an account without shared keys).
/// </remarks>
public sealed record AzureStorageOptions
{
    /// <summary>The connection string of the emulator on its usual ports.</summary>
    public const string Development = "UseDevelopmentStorage=true";

    /// <summary>Account, key and endpoints in one text. Default none. Holds a secret: it is never logged.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>e.g. <c>https://ACCOUNT.table.core.windows.net</c>. Default none; must be https.</summary>
    public Uri? TableEndpoint { get; init; }

    /// <summary>e.g. <c>https://ACCOUNT.queue.core.windows.net</c>. Default none; must be https.</summary>
    public Uri? QueueEndpoint { get; init; }

    /// <summary>e.g. <c>https://ACCOUNT.blob.core.windows.net</c>. Default none; must be https.</summary>
    public Uri? BlobEndpoint { get; init; }

    /// <summary>Client id of the user-assigned managed identity, a GUID. Default none.</summary>
    public string? ClientId { get; init; }

    /// <summary>
    /// Repetitions of an attempt that failed on the way or was throttled. Default 4; 0 to 10. With the delays below a
    /// call gives up after about 3 s of waiting, well inside the monitor's ten seconds.
    /// </summary>
    public int RetriesMax { get; init; } = 4;

    /// <summary>Wait before the first repetition, ms; it doubles each time. Default 200; 1 to 10,000.</summary>
    public int RetryDelayMs { get; init; } = 200;

    /// <summary>Longest wait between two attempts, ms. Default 2,000; 1 to 60,000.</summary>
    public int RetryDelayMsMax { get; init; } = 2_000;

    /// <summary>Longest time for one attempt, ms. Default 10,000; 100 to 100,000.</summary>
    public int AttemptMsMax { get; init; } = 10_000;

    /// <summary>Sees every attempt, for tests that count them; none by default.</summary>
    internal HttpPipelinePolicy? Observer { get; init; }

    /// <summary>Everything that is wrong, each with what is allowed; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        var endpoints = new[] { TableEndpoint, QueueEndpoint, BlobEndpoint };
        if (ConnectionString is { } text)
        {
            if (string.IsNullOrWhiteSpace(text)) problems.Add("ConnectionString is empty");
            if (endpoints.Any(endpoint => endpoint is not null) || ClientId is not null)
                problems.Add("ConnectionString excludes endpoints and ClientId: say one way only");
        }
        else
        {
            if (endpoints.Any(endpoint => endpoint?.Scheme != Uri.UriSchemeHttps))
                problems.Add("TableEndpoint, QueueEndpoint and BlobEndpoint must all be https addresses");
            if (!Guid.TryParse(ClientId, out _)) problems.Add($"ClientId '{ClientId}' is not a GUID");
        }

        CheckRange(nameof(RetriesMax), RetriesMax, 0, 10);
        CheckRange(nameof(RetryDelayMs), RetryDelayMs, 1, 10_000);
        CheckRange(nameof(RetryDelayMsMax), RetryDelayMsMax, 1, 60_000);
        CheckRange(nameof(AttemptMsMax), AttemptMsMax, 100, 100_000);
        return problems;

        void CheckRange(string name, int value, int least, int most)
        {
            if (value < least || value > most) problems.Add($"{name} {value} is not within {least} to {most}");
        }
    }
}
