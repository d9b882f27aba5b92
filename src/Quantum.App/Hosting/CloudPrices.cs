namespace Quantum.App.Hosting;

/// <summary>
/// Prices of the cloud in US dollars: pay-as-you-go list prices of a low-priced region, taken from Azure's public
/// pricing pages in 2026. Regions differ by about a third and prices change: they are assumptions, kept in one place.
/// </summary>
public sealed record CloudPrices
{
    /// <summary>Flex Consumption, on demand: a gigabyte of memory for a second.</summary>
    public decimal OnDemandGbSecond { get; init; } = 0.000026m;

    /// <summary>Gigabyte-seconds a month that a subscription gets for nothing, on demand only.</summary>
    public decimal OnDemandGbSecondsFree { get; init; } = 100_000m;

    /// <summary>Flex Consumption: a million executions.</summary>
    public decimal MillionExecutions { get; init; } = 0.40m;

    /// <summary>Executions a month that a subscription gets for nothing.</summary>
    public decimal ExecutionsFree { get; init; } = 250_000m;

    /// <summary>The shortest execution that is charged, seconds; longer ones are rounded up to tenths.</summary>
    public decimal ExecutionSecondsMin { get; init; } = 1m;

    /// <summary>Flex Consumption, always ready: a gigabyte of memory for a second, busy or not.</summary>
    public decimal AlwaysReadyGbSecond { get; init; } = 0.000004m;

    /// <summary>Ten thousand table transactions.</summary>
    public decimal TableTransactions { get; init; } = 0.00036m;

    /// <summary>Ten thousand queue operations.</summary>
    public decimal QueueOperations { get; init; } = 0.004m;

    /// <summary>Ten thousand blob writes or lists (hot, locally redundant).</summary>
    public decimal BlobWrites { get; init; } = 0.05m;

    /// <summary>Ten thousand blob reads and other operations.</summary>
    public decimal BlobReads { get; init; } = 0.0044m;

    /// <summary>A gigabyte stored for a month, blobs; tables cost more and hold little.</summary>
    public decimal StoredGb { get; init; } = 0.0184m;

    /// <summary>A gigabyte of logs taken in.</summary>
    public decimal LogGb { get; init; } = 2.76m;

    /// <summary>Gigabytes of logs a month that a billing account gets for nothing.</summary>
    public decimal LogGbFree { get; init; } = 5m;

    /// <summary>A log alert rule that is evaluated every five minutes, for its first series.</summary>
    public decimal FiveMinuteRule { get; init; } = 1.50m;

    /// <summary>Each further series of it.</summary>
    public decimal FiveMinuteSeries { get; init; } = 0.15m;

    /// <summary>A log alert rule that is evaluated every fifteen minutes, for its first series.</summary>
    public decimal QuarterHourRule { get; init; } = 0.50m;

    /// <summary>Each further series of it.</summary>
    public decimal QuarterHourSeries { get; init; } = 0.05m;

    /// <summary>An hour of a NAT gateway with its static address.</summary>
    public decimal GatewayHour { get; init; } = 0.05m;

    /// <summary>A gigabyte through it.</summary>
    public decimal GatewayGb { get; init; } = 0.045m;
}
