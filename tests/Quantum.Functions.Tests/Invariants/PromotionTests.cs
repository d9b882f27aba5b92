using System.Net;
using System.Text.Json;
using Azure.Storage.Blobs;
using Quantum.App.Hosting;
using Quantum.App.Models;
using Quantum.Conformance;
using Quantum.Functions.Tests.Fakes;

namespace Quantum.Functions.Tests.Invariants;

[Collection(WorkerHost.Collection)]
public sealed class PromotionTests(Azurite azurite)
{
    [Fact]
    public async Task A_bundle_that_is_uploaded_is_judged_and_promoted_and_a_broken_manifest_is_refused()
    {
        var account = azurite.NewAccount();
        await using var host = await WorkerHost.StartAsync(new Dictionary<string, string>
        {
            [CloudNames.Settings.Storage] = account,
            [CloudNames.Settings.Market] = "Generated",
            [CloudNames.Settings.GeneratedSymbols] = "3",
        });
        var container = new BlobContainerClient(account, CloudNames.Containers.Models);
        await UploadAsync(container, SampleBundle.Make("v1"));
        await container.UploadBlobAsync("v2/manifest.json", BinaryData.FromString("{\"format\":1"));

        foreach (var version in new[] { "v1", "v2", "v1" }) // Events come at least once.
            Assert.Null(await host.NotifyAsync(CloudNames.Functions.PromoteModel, version));

        Assert.Null(await host.FireAsync(CloudNames.Functions.ScanMarket));
        var (status, body) = await host.AskAsync(CloudNames.Functions.Models, HttpMethod.Get, "/api/models?code=key");
        Assert.Equal(HttpStatusCode.OK, status);
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        Assert.Equal("v1", root.GetProperty("pointer").GetProperty("active").GetProperty("version").GetString());
        var models = root.GetProperty("models").EnumerateArray()
            .ToDictionary(model => model.GetProperty("version").GetString()!);
        Assert.True(models["v1"].GetProperty("isActive").GetBoolean());
        Assert.True(models["v1"].GetProperty("verdict").GetProperty("isPromoted").GetBoolean());
        Assert.False(models["v2"].GetProperty("verdict").GetProperty("isPromoted").GetBoolean());
        var evidence = Evidence(await host.AskAsync(CloudNames.Functions.Status, HttpMethod.Get, "/api/status"));
        Assert.Contains("v1", evidence);
        Assert.Contains("v2", evidence); // The refused manifest, with its reason.
        Assert.Contains("MODEL_UNREADABLE", evidence);
    }

    [Fact]
    public async Task A_bundle_is_promoted_on_demand_where_nobody_waits_for_uploads()
    {
        var account = azurite.NewAccount();
        await using var host = await WorkerHost.StartAsync(new Dictionary<string, string>
        {
            [CloudNames.Settings.Storage] = account,
            [CloudNames.Settings.Market] = "Generated",
            [CloudNames.Settings.GeneratedSymbols] = "3",
        });
        await UploadAsync(
            new BlobContainerClient(account, CloudNames.Containers.Models), SampleBundle.Make("v1"));

        var refused = await PromoteAsync(host, "v9");
        Assert.False(refused.GetProperty("isPromoted").GetBoolean());
        Assert.Contains("MODEL_UNREADABLE", refused.GetRawText());
        Assert.True((await PromoteAsync(host, "v1")).GetProperty("isPromoted").GetBoolean());

        var (_, body) = await host.AskAsync(CloudNames.Functions.Models, HttpMethod.Get, "/api/models");
        using var json = JsonDocument.Parse(body);
        Assert.Equal("v1", json.RootElement.GetProperty("pointer").GetProperty("active").GetProperty("version")
            .GetString());
    }

    private static async Task<JsonElement> PromoteAsync(WorkerHost host, string version)
    {
        var (status, body) = await host.AskAsync(
            CloudNames.Functions.PromoteStored, HttpMethod.Post, $"/api/models/{version}/promote?code=key");
        Assert.True(status == HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The manifest goes last, because it is what promotes.</summary>
    private static async Task UploadAsync(BlobContainerClient container, BundleContent bundle)
    {
        await container.CreateIfNotExistsAsync(); // The worker makes it too, and may not have come to it yet.
        foreach (var (name, bytes) in bundle.Files)
            await container.UploadBlobAsync($"{bundle.Name}/{name}", BinaryData.FromBytes(bytes));
        await container.UploadBlobAsync(
            $"{bundle.Name}/{CloudNames.Containers.ManifestFile}", BinaryData.FromBytes(bundle.Manifest!.Value));
    }

    private static string Evidence((HttpStatusCode Status, string Body) answer)
    {
        using var json = JsonDocument.Parse(answer.Body);
        return json.RootElement.GetProperty("health").EnumerateArray()
            .Single(row => row.GetProperty("component").GetString() == "models").GetProperty("evidence").GetString()!;
    }
}
