using Quantum.Core.Labels;
using Quantum.Core.Settings;
using Quantum.Datasets.Tests.Fakes;

namespace Quantum.Datasets.Tests;

public sealed class DatasetFolderTests : IDisposable
{
    private const string Ours = """{"format": 1, "schemaHash": "00", "files": {}}""";

    private readonly string _directory = Directory.CreateTempSubdirectory("quantum-folder-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_folder_that_is_not_there_or_empty_is_free()
    {
        Assert.Null(DatasetFolder.Refusal(_directory));
        Assert.Null(DatasetFolder.Refusal(Path.Combine(_directory, "none")));
    }

    [Theory]
    //          files, what stands against them
    [InlineData("dataset.json features.npy labels.npy", null)]
    [InlineData("dataset.json candles.tmp features.npy", null)] // killed while recordings were read
    [InlineData("dataset.json.new candles.tmp", null)] // the same without an older data set
    [InlineData("dataset.json.new dataset.json features.npy", null)] // killed between mark and withdrawal
    [InlineData("dataset.json.new features.npy weights.npy", null)] // stopped while rows were written
    [InlineData("features.npy", "holds files named like those of a data set and no dataset.json; they may be yours")]
    [InlineData("candles.tmp", "holds files named like those of a data set and no dataset.json; they may be yours")]
    [InlineData("dataset.json embeddings.npy", "holds 'embeddings.npy', which is no part of a data set")]
    [InlineData("dataset.json.new thesis.docx b.txt", "holds 'b.txt', which is no part of a data set")]
    public void Only_what_is_recognisably_a_data_set_is_replaced(string files, string? refusal)
    {
        foreach (var file in files.Split(' ')) File.WriteAllText(Path.Combine(_directory, file), Ours);
        Assert.Equal(refusal, DatasetFolder.Refusal(_directory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\": \"mine\"}")]
    [InlineData("[1, 2]")]
    [InlineData("{\"format\": 1, \"schemaHash\"")]
    public void Another_program_s_description_is_not_replaced(string text)
    {
        File.WriteAllText(Path.Combine(_directory, "dataset.json"), text);
        Assert.Equal("holds a dataset.json that is not one of this program", DatasetFolder.Refusal(_directory));
    }

    [Fact]
    public void A_folder_in_a_data_set_is_not_of_it()
    {
        using var claim = DatasetFolder.Claim(_directory);
        Directory.CreateDirectory(Path.Combine(_directory, "features.npy"));
        Assert.Equal("holds 'features.npy', which is no part of a data set", DatasetFolder.Refusal(_directory));
    }

    [Fact]
    public void A_finished_data_set_may_be_replaced_and_has_no_place_holder()
    {
        using var set = new WrittenDataset([Recording.Walk("BTCUSDT", 300, 1).ToContract()]);
        Assert.Null(DatasetFolder.Refusal(set.Folder));
        Assert.False(File.Exists(Path.Combine(set.Folder, "dataset.json.new")));
        DatasetFolder.Claim(set.Folder).Dispose();
        Assert.True(File.Exists(Path.Combine(set.Folder, "dataset.json")), "A claim alone ended the old data set.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Work_that_breaks_off_leaves_a_folder_that_may_be_replaced(bool hasOlderSet)
    {
        var contract = Recording.Walk("BTCUSDT", 300, 1).ToContract();
        var request = new DatasetRequest(
            _directory, [contract], Recording.Start, LabelRules.Of(new TradingSettings()), "abc");
        if (hasOlderSet) DatasetBuilder.Build(request, null, CancellationToken.None);
        var broken = contract with { Open = () => throw new IOException("The disk is gone.") };
        for (var time = 1; time <= 2; time++)
        {
            using var claim = DatasetFolder.Claim(_directory);
            claim.Keep();
            Assert.Throws<IOException>(
                () => DatasetBuilder.Build(request with { Contracts = [broken] }, null, CancellationToken.None));
            string[] files = [.. Directory.EnumerateFiles(_directory).Select(Path.GetFileName).Order()!];
            Assert.Contains("features.npy", files);
            Assert.DoesNotContain("dataset.json", files);
            Assert.True(DatasetFolder.Refusal(_directory) is null, $"Cannot be repeated: {string.Join(' ', files)}.");
        }
    }
}
