using Quantum.App.Hosting;
using Quantum.App.Ports;

namespace Quantum.App.Tests.Hosting;

public sealed class CloudNamesTests
{
    [Theory]
    [InlineData(CloudNames.Settings.Mode, "Mode")]
    [InlineData(CloudNames.Settings.SignalQueue, "SIGNAL_QUEUE")] // a single underscore parts nothing
    [InlineData(CloudNames.Settings.ExchangeApiKey, "Exchange:ApiKey")]
    [InlineData(CloudNames.Settings.BlobServiceUri, "AzureWebJobsStorage:blobServiceUri")]
    public void A_setting_is_found_by_its_configuration_key(string setting, string key) =>
        Assert.Equal(key, CloudNames.ConfigurationKey(setting));

    [Fact]
    public void The_poison_queue_is_where_the_host_puts_what_it_gives_up() =>
        Assert.Equal($"{CloudNames.Queues.Signals}-poison", CloudNames.Queues.SignalsPoison);

    [Fact]
    public void The_promotion_fires_on_the_manifest_of_a_bundle_and_on_nothing_else()
    {
        var manifest = CloudNames.Containers.PromoteTrigger.Replace("{version}", "v1", StringComparison.Ordinal);
        Assert.Equal("models/v1/manifest.json", manifest);
        BlobName.Check(manifest);
    }
}
