namespace Quantum.Adapters.Azure.Tests;

public sealed class AzureStorageOptionsTests
{
    private static readonly AzureStorageOptions Identity = new()
    {
        TableEndpoint = new("https://a.table.core.windows.net"),
        QueueEndpoint = new("https://a.queue.core.windows.net"),
        BlobEndpoint = new("https://a.blob.core.windows.net"),
        ClientId = "8f0e9a52-0000-4000-8000-000000000001",
    };

    [Fact]
    public void A_connection_string_or_an_identity_suffices()
    {
        Assert.Empty(new AzureStorageOptions { ConnectionString = AzureStorageOptions.Development }.Problems());
        Assert.Empty(Identity.Problems());
        Assert.NotNull(AzureStorage.Open(Identity).Entities("quantum"));
    }

    [Fact]
    public void All_wrong_values_are_named_at_once()
    {
        var options = new AzureStorageOptions
        {
            RetriesMax = 11,
            RetryDelayMs = 0,
            RetryDelayMsMax = 60_001,
            AttemptMsMax = 99,
        };

        var refusal = Assert.Throws<ArgumentException>(() => AzureStorage.Open(options));

        Assert.StartsWith(
            "Condition failed: TableEndpoint, QueueEndpoint and BlobEndpoint must all be https addresses; ClientId '' "
            + "is not a GUID; RetriesMax 11 is not within 0 to 10; RetryDelayMs 0 is not within 1 to 10000; "
            + "RetryDelayMsMax 60001 is not within 1 to 60000; AttemptMsMax 99 is not within 100 to 100000.",
            refusal.Message);
    }

    [Fact]
    public void A_token_never_travels_over_plain_http() =>
        Assert.NotEmpty((Identity with { BlobEndpoint = new("http://a.blob.core.windows.net") }).Problems());

    [Fact]
    public void Two_ways_at_once_are_none() =>
        Assert.NotEmpty((Identity with { ConnectionString = AzureStorageOptions.Development }).Problems());
}
