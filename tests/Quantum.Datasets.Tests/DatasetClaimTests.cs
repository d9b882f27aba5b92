namespace Quantum.Datasets.Tests;

public sealed class DatasetClaimTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("quantum-claim-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    //          files before, files after
    [InlineData("", "")] // an empty folder of the user's own stays, and stays empty
    [InlineData("dataset.json.new", "dataset.json.new")] // the older run's mark lets the next one replace its arrays
    [InlineData("dataset.json.new features.npy", "dataset.json.new features.npy")]
    [InlineData("dataset.json features.npy", "dataset.json features.npy")]
    public void A_claim_that_is_not_kept_leaves_a_folder_as_it_was(string before, string after)
    {
        foreach (var file in before.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            File.WriteAllText(Path.Combine(_directory, file), "{}");

        DatasetFolder.Claim(_directory).Dispose();

        Assert.Equal(after, Names(_directory));
    }

    [Fact]
    public void Folders_that_a_claim_made_go_with_it()
    {
        var folder = Path.Combine(_directory, "sets", "2025");

        using (DatasetFolder.Claim(folder)) Assert.Equal("dataset.json.new", Names(folder));

        Assert.Equal("", Names(_directory));
    }

    [Fact]
    public void What_others_put_there_meanwhile_stays()
    {
        var folder = Path.Combine(_directory, "sets", "2025");

        using (DatasetFolder.Claim(folder)) File.WriteAllText(Path.Combine(folder, "thesis.docx"), "precious");

        Assert.Equal("thesis.docx", Names(folder));
    }

    [Fact]
    public void A_claim_that_is_kept_stays_marked()
    {
        var folder = Path.Combine(_directory, "set");

        using (var claim = DatasetFolder.Claim(folder)) claim.Keep();

        Assert.Equal("dataset.json.new", Names(folder));
    }

    private static string Names(string folder) => string.Join(' ',
        Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
