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
        Assert.Contains("v1", Evidence(await host.AskAsync(
            CloudNames.Functions.Status, HttpMethod.Get, "/api/status")));
    }

    /// <summary>The manifest goes last, because it is what promotes.</summary>
    private static async Task UploadAsync(BlobContainerClient container, BundleContent bundle)
    {
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
