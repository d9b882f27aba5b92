namespace Quantum.App.Hosting;

/// <summary>
/// What a deployment does in a month of 30 days. The defaults are one scan a minute and a monitor tick every ten
/// seconds with durations and counts from this repository's own measurements, rounded up.
/// </summary>
public sealed record CloudUsage
{
    /// <summary>Memory of an instance, GB.</summary>
    public decimal InstanceGb { get; init; } = 0.5m;

    /// <summary>Requests to the exchange in a scan: one a symbol.</summary>
    public decimal RequestsPerScan { get; init; } = 222m;

    /// <summary>Requests that are on their way at once.</summary>
    public decimal RequestsInParallel { get; init; } = 20m;

    /// <summary>Seconds from a request to its answer, from a region near the exchange. An assumption.</summary>
    public decimal RequestSeconds { get; init; } = 0.1m;

    /// <summary>
    /// Seconds that deciding takes on a whole core with both models: the upper bound that <c>docs/benchmarks.md</c>
    /// is held to. Without a model it is 0.003.
    /// </summary>
    public decimal DecideSeconds { get; init; } = 0.06m;

    /// <summary>How much slower the share of a core is that a small instance gets. An assumption.</summary>
    public decimal CoreShare { get; init; } = 8m;

    /// <summary>Seconds of a storage transaction. An assumption.</summary>
    public decimal StorageSeconds { get; init; } = 0.01m;

    /// <summary>Seconds of a monitor tick; up to the shortest charged execution its length does not matter.</summary>
    public decimal TickSeconds { get; init; } = 1m;

    /// <summary>Messages executed a day.</summary>
    public decimal MessagesPerDay { get; init; } = 200m;

    /// <summary>Seconds of an executed message.</summary>
    public decimal MessageSeconds { get; init; } = 2m;

    /// <summary>Table transactions of a scan.</summary>
    public decimal TableTransactionsPerScan { get; init; } = 10m;

    /// <summary>Blob writes and lists of a scan: the ledger page, and every fifth minute a snapshot.</summary>
    public decimal BlobWritesPerScan { get; init; } = 1.4m;

    /// <summary>Storage transactions of a monitor tick, all on tables.</summary>
    public decimal TableTransactionsPerTick { get; init; } = 6m;

    /// <summary>
    /// Seconds between two looks at one of the two queues: the platform's ten, and two while an instance is awake.
    /// </summary>
    public decimal QueuePollSeconds { get; init; } = 8m;

    /// <summary>Operations a second that renew the host's locks.</summary>
    public decimal LockRenewalsPerSecond { get; init; } = 0.4m;

    /// <summary>Megabytes of ledger and documents a day, as <c>docs/benchmarks.md</c> measured them.</summary>
    public decimal StoredMbPerDay { get; init; } = 45m;

    /// <summary>Days that they are kept, <c>Data:HistoryDays</c>; the cost is that of a month with all.</summary>
    public decimal StoredDays { get; init; } = 60m;

    /// <summary>Gigabytes of telemetry a month; the daily cap allows 4.5.</summary>
    public decimal LogGb { get; init; } = 3m;

    /// <summary>Alerts that are looked for every five minutes.</summary>
    public decimal FiveMinuteAlerts { get; init; } = 5m;

    /// <summary>Alerts that are looked for every fifteen minutes.</summary>
    public decimal QuarterHourAlerts { get; init; } = 3m;

    /// <summary>Gigabytes a month to and from the exchange, which a NAT gateway would charge for.</summary>
    public decimal ExchangeGb { get; init; } = 25m;

    /// <summary>Whether the free grants are still there: other apps of the subscription may use them up.</summary>
    public bool HasGrants { get; init; } = true;

    /// <summary>Seconds of a scan: waves of requests, deciding, and writing it down.</summary>
    public decimal ScanSeconds => decimal.Ceiling(RequestsPerScan / RequestsInParallel) * RequestSeconds
        + DecideSeconds * CoreShare + (TableTransactionsPerScan + BlobWritesPerScan) * StorageSeconds;
}
