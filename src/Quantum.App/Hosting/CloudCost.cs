namespace Quantum.App.Hosting;

/// <summary>One line of the bill.</summary>
/// <param name="Part">What is paid for.</param>
/// <param name="Dollars">US dollars a month.</param>
/// <param name="IsOptional">Whether it can be left out of a deployment.</param>
public sealed record CostLine(string Part, decimal Dollars, bool IsOptional = false);

/// <summary>What a deployment costs in a month: a sum of products over the usage and the prices. Pure.</summary>
public static class CloudCost
{
    private const decimal Days = 30m;
    private const decimal Seconds = Days * 86_400m;
    private const decimal Scans = Seconds / 60m;
    private const decimal Ticks = Seconds / 10m;
    private const decimal Queues = 2m;
    private const decimal PriceUnit = 10_000m; // Storage is priced by ten thousand operations.

    /// <summary>The lines, optional ones last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A part of the usage is below 0.</exception>
    public static IReadOnlyList<CostLine> Of(CloudUsage usage, CloudPrices prices)
    {
        Check(usage);
        return
        [
            new("Functions: memory and time", Time(usage, prices)),
            new("Functions: executions", Executions(usage, prices)),
            new("Storage: operations", Operations(usage, prices)),
            new("Storage: what is kept", usage.StoredMbPerDay * usage.StoredDays / 1_000m * prices.StoredGb),
            new("Logs and metrics", Above(usage.LogGb, prices.LogGbFree, usage.HasGrants) * prices.LogGb),
            new("Alerts", Alerts(usage, prices)),
            new("An instance ready for uploaded models",
                usage.InstanceGb * Seconds * prices.AlwaysReadyGbSecond, IsOptional: true),
            new("One static address for all traffic",
                Seconds / 3_600m * prices.GatewayHour + usage.ExchangeGb * prices.GatewayGb, IsOptional: true),
        ];
    }

    /// <summary>The sum of the lines that cannot be left out.</summary>
    public static decimal Base(IEnumerable<CostLine> lines) => lines.Where(line => !line.IsOptional)
        .Sum(line => line.Dollars);

    private static decimal Time(CloudUsage usage, CloudPrices prices)
    {
        var seconds = Scans * Charged(usage.ScanSeconds, prices)
            + Ticks * Charged(usage.TickSeconds, prices)
            + Days * usage.MessagesPerDay * Charged(usage.MessageSeconds, prices);
        return Above(seconds * usage.InstanceGb, prices.OnDemandGbSecondsFree, usage.HasGrants)
            * prices.OnDemandGbSecond;
    }

    private static decimal Executions(CloudUsage usage, CloudPrices prices) =>
        Above(Scans + Ticks + Days * usage.MessagesPerDay, prices.ExecutionsFree, usage.HasGrants)
        / 1_000_000m * prices.MillionExecutions;

    private static decimal Operations(CloudUsage usage, CloudPrices prices) =>
        ((Scans * usage.TableTransactionsPerScan + Ticks * usage.TableTransactionsPerTick) * prices.TableTransactions
            + Scans * usage.BlobWritesPerScan * prices.BlobWrites
            + Seconds * usage.LockRenewalsPerSecond * prices.BlobReads
            + Queues * Seconds / usage.QueuePollSeconds * prices.QueueOperations) / PriceUnit;

    private static decimal Alerts(CloudUsage usage, CloudPrices prices) =>
        Rule(usage.FiveMinuteAlerts, prices.FiveMinuteRule, prices.FiveMinuteSeries)
        + Rule(usage.QuarterHourAlerts, prices.QuarterHourRule, prices.QuarterHourSeries);

    private static decimal Rule(decimal alerts, decimal first, decimal further) =>
        alerts == 0 ? 0 : first + (alerts - 1) * further;

    /// <summary>What an execution is charged for: at least the minimum, in whole tenths of a second.</summary>
    private static decimal Charged(decimal seconds, CloudPrices prices) =>
        Math.Max(decimal.Ceiling(seconds * 10m) / 10m, prices.ExecutionSecondsMin);

    private static decimal Above(decimal used, decimal free, bool hasGrants) =>
        hasGrants ? Math.Max(used - free, 0m) : used;

    private static void Check(CloudUsage usage)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(usage.InstanceGb, nameof(usage));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(usage.QueuePollSeconds, nameof(usage));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(usage.RequestsInParallel, nameof(usage));
        decimal[] amounts =
        [
            usage.RequestsPerScan, usage.RequestSeconds, usage.DecideSeconds, usage.CoreShare, usage.StorageSeconds,
            usage.TickSeconds, usage.MessagesPerDay, usage.MessageSeconds,
            usage.TableTransactionsPerScan, usage.BlobWritesPerScan, usage.TableTransactionsPerTick,
            usage.LockRenewalsPerSecond, usage.StoredMbPerDay, usage.StoredDays, usage.LogGb,
            usage.FiveMinuteAlerts, usage.QuarterHourAlerts, usage.ExchangeGb,
        ];
        foreach (var amount in amounts) ArgumentOutOfRangeException.ThrowIfNegative(amount, nameof(usage));
    }
}
