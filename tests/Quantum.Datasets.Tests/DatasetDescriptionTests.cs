using System.Security.Cryptography;
using System.Text.Json;
using Quantum.Core.Features;
using Quantum.Datasets.Tests.Fakes;

namespace Quantum.Datasets.Tests;

public class DatasetDescriptionTests
{
    [Fact]
    public void The_description_says_what_the_rows_are()
    {
        var recordings = new[] { Recording.Walk("AAAUSDT", 700, 1), Recording.Walk("BTCUSDT", 600, 2) };
        using var set = new WrittenDataset(recordings.Select(recording => recording.ToContract()));
        var json = set.Description;
        Assert.Equal(1, json.GetProperty("format").GetInt32());
        Assert.Equal(FeatureSchema.Hash, Text(json, "schemaHash"));
        Assert.Equal(FeatureSchema.Version, json.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(FeatureSchema.All.Select(feature => feature.Name), Texts(json, "features"));
        Assert.Equal(set.Rows, json.GetProperty("rows").GetInt64());
        Assert.Equal(["AAAUSDT", "BTCUSDT"], Texts(json, "symbols"));
        Assert.Equal(("2025-06-02T03:58Z", "2025-06-02T11:40Z"), (Text(json, "from"), Text(json, "to")));
        Assert.Equal("{\"horizonMinutes\":45,\"stopAtrMultiple\":1.5,\"stopMinShare\":0.008,\"stopMaxShare\":0.03,"
            + "\"takeProfitRatio\":1.5,\"takerFeeRate\":0.0005,\"slippageBps\":2}", Compact(json, "label"));
        var counts = json.GetProperty("classCounts");
        foreach (var (name, label) in new[] { ("down", 0), ("flat", 1), ("up", 2), ("none", -1) })
            Assert.Equal(set.Labels.Count(row => row == label), counts.GetProperty(name).GetInt32());
        Assert.Equal("{\"DATA_WARM_UP\":476}", Compact(json, "refusals"));
        Assert.Equal("1m/AAAUSDT.csv.gz", Text(json.GetProperty("sources")[0], "file"));
        Assert.Equal(700, json.GetProperty("sources")[0].GetProperty("rows").GetInt64());
        Assert.Equal("abc", Text(json, "codeCommit"));
    }

    [Fact]
    public void The_hashes_are_those_of_the_files()
    {
        using var set = new WrittenDataset([Recording.Walk("BTCUSDT", 600, 2).ToContract()]);
        var files = set.Description.GetProperty("files").EnumerateObject().ToList();
        Assert.Equal(["exits.npy", "features.npy", "labels.npy", "returns.npy", "steps.npy", "symbols.npy", "times.npy",
            "weights.npy"], files.Select(file => file.Name));
        Assert.All(files, file => Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(
                Path.Combine(set.Folder, file.Name)))),
            file.Value.GetString()));
    }

    [Fact]
    public void The_same_recordings_give_the_same_bytes()
    {
        string Build()
        {
            using var set = new WrittenDataset([Recording.Walk("BTCUSDT", 600, 2).ToContract()]);
            return Compact(set.Description, "files");
        }

        Assert.Equal(Build(), Build());
    }

    [Fact]
    public void A_set_without_a_row_says_so()
    {
        using var set = new WrittenDataset([Recording.Walk("BTCUSDT", 100, 2).ToContract()]);
        Assert.Equal((0, JsonValueKind.Null), (set.Rows, set.Description.GetProperty("from").ValueKind));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static string Compact(JsonElement json, string name) =>
        JsonSerializer.Serialize(json.GetProperty(name));

    private static IEnumerable<string?> Texts(JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(item => item.GetString());
}
