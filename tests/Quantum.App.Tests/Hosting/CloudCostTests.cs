using Quantum.App.Hosting;

namespace Quantum.App.Tests.Hosting;

public sealed class CloudCostTests
{
    private static readonly CloudPrices Prices = new();
    private static readonly CloudUsage Usage = new();

    /// <summary>Nothing but what a test adds to it.</summary>
    private static readonly CloudUsage Idle = new()
    {
        InstanceGb = 1, RequestsPerScan = 0, DecideSeconds = 0, TickSeconds = 0, MessagesPerDay = 0,
        TableTransactionsPerScan = 0, BlobWritesPerScan = 0, TableTransactionsPerTick = 0,
        QueuePollSeconds = 86_400 * 30, LockRenewalsPerSecond = 0,
        StoredMbPerDay = 0, LogGb = 0, FiveMinuteAlerts = 0, QuarterHourAlerts = 0, ExchangeGb = 0, HasGrants = false,
    };

    [Fact]
    public void The_base_of_the_default_deployment_is_at_most_six_dollars() =>
        Assert.InRange(CloudCost.Base(CloudCost.Of(Usage, Prices)), 0.01m, 6m);

    [Theory]
    //          scan,  tick,  GB-seconds of 43,200 scans and 259,200 ticks on one gigabyte
    [InlineData(0.2, 0.05, 43_200 + 259_200)] // each is charged for a second
    [InlineData(1.0, 1.0, 43_200 + 259_200)]
    [InlineData(1.01, 1.0, 1.1 * 43_200 + 259_200)] // rounded up to tenths
    [InlineData(2.0, 1.5, 2 * 43_200 + 1.5 * 259_200)]
    public void Executions_are_charged_from_a_second_on_in_tenths(double scan, double tick, double seconds)
    {
        var usage = Idle with { DecideSeconds = (decimal)scan / 8, TickSeconds = (decimal)tick };
        Assert.Equal((decimal)seconds * 0.000026m, Dollars(usage, "Functions: memory and time"));
    }

    [Fact]
    public void A_scan_takes_as_long_as_its_waves_its_decisions_and_its_writes()
    {
        var usage = Usage with
        {
            RequestsPerScan = 41, RequestsInParallel = 20, RequestSeconds = 0.1m, DecideSeconds = 0.01m, CoreShare = 4,
            TableTransactionsPerScan = 9, BlobWritesPerScan = 1, StorageSeconds = 0.02m,
        };
        Assert.Equal(0.3m + 0.04m + 0.2m, usage.ScanSeconds);
    }

    [Fact]
    public void Grants_count_once_and_never_pay_back()
    {
        var usage = Idle with { HasGrants = true };
        Assert.Equal((302_400m - 100_000m) * 0.000026m, Dollars(usage, "Functions: memory and time"));
        Assert.Equal((302_400m - 250_000m) * 0.40m / 1_000_000m, Dollars(usage, "Functions: executions"));
        Assert.Equal(0m, Dollars(usage with { InstanceGb = 0.1m }, "Functions: memory and time"));
        Assert.Equal(0m, Dollars(usage with { LogGb = 4.9m }, "Logs and metrics"));
        Assert.Equal(4.9m * 2.76m, Dollars(usage with { LogGb = 4.9m, HasGrants = false }, "Logs and metrics"));
    }

    [Fact]
    public void Storage_is_the_sum_of_its_operations()
    {
        Assert.Equal(0.05m * 4.32m, Dollars(Idle with { BlobWritesPerScan = 1 }, "Storage: operations"), 4);
        Assert.Equal(0.00036m * 4.32m * 10, Dollars(Idle with { TableTransactionsPerScan = 10 },
            "Storage: operations"), 4);
        Assert.Equal(0.00036m * 25.92m * 6, Dollars(Idle with { TableTransactionsPerTick = 6 },
            "Storage: operations"), 4);
        Assert.Equal(0.004m * 259.2m, Dollars(Idle with { QueuePollSeconds = 2 }, "Storage: operations"), 4);
        Assert.Equal(24m * 0.0184m, Dollars(Idle with { StoredMbPerDay = 60, StoredDays = 400 },
            "Storage: what is kept"));
    }

    [Fact]
    public void A_rule_is_paid_once_and_each_further_alert_little()
    {
        Assert.Equal(0m, Dollars(Idle, "Alerts"));
        Assert.Equal(1.5m, Dollars(Idle with { FiveMinuteAlerts = 1 }, "Alerts"));
        Assert.Equal(1.5m + 4 * 0.15m + 0.5m, Dollars(Idle with { FiveMinuteAlerts = 5, QuarterHourAlerts = 1 },
            "Alerts"));
    }

    [Fact]
    public void Optional_parts_are_not_in_the_base()
    {
        var lines = CloudCost.Of(Usage, Prices);
        var ready = Assert.Single(lines, line => line.Part == "An instance ready for uploaded models");
        Assert.True(ready.IsOptional);
        Assert.Equal(5.184m, ready.Dollars);
        Assert.Equal(lines.Sum(line => line.Dollars) - ready.Dollars
            - lines.Single(line => line.Part.StartsWith("One static", StringComparison.Ordinal)).Dollars,
            CloudCost.Base(lines));
    }

    [Fact]
    public void Memory_is_money()
    {
        var small = CloudCost.Base(CloudCost.Of(Usage, Prices));
        var large = CloudCost.Base(CloudCost.Of(Usage with { InstanceGb = 2 }, Prices));
        Assert.True(large > small + 10, $"{large} is not much more than {small}");
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CloudCost.Of(Usage with { InstanceGb = 0 }, Prices));
        Assert.Throws<ArgumentOutOfRangeException>(() => CloudCost.Of(Usage with { QueuePollSeconds = 0 }, Prices));
        Assert.Throws<ArgumentOutOfRangeException>(() => CloudCost.Of(Usage with { TickSeconds = -1 }, Prices));
    }

    private static decimal Dollars(CloudUsage usage, string part) =>
        CloudCost.Of(usage, Prices).Single(line => line.Part == part).Dollars;
}
