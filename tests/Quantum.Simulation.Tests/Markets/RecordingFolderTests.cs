using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class RecordingFolderTests : IDisposable
{
    private readonly Archive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void Contracts_are_listed_in_order_and_their_files_are_found()
    {
        var near = _archive.Write("1m", "NEARUSDT", Archive.Header);
        _archive.Write("1m", "ADAUSDT", Archive.Header);
        _archive.Write("1h", "BTCUSDT", Archive.Header);
        var folder = new RecordingFolder(_archive.Root);
        var symbols = folder.Symbols();
        Assert.Equal(["ADAUSDT", "NEARUSDT"], symbols.Select(symbol => symbol.Name));
        Assert.Equal(near, folder.Minutes(symbols[1]));
        Assert.Equal(Path.Combine(_archive.Root, "1h", "ADAUSDT.csv.gz"), folder.Hours(symbols[0]));
        Assert.Equal(Path.Combine(_archive.Root, "funding", "ADAUSDT.csv.gz"), folder.Funding(symbols[0]));
    }

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        Assert.Contains("neither does the one above it", Fault(Path.Combine(_archive.Root, "nowhere")));
        _archive.Write("5m", "NEARUSDT", Archive.Header);
        Assert.Contains("no other interval stands in for them", Fault(_archive.Root));
        _archive.Write("1m", "near", Archive.Header);
        Assert.Contains("not that of a contract", Fault(_archive.Root));

        static string Fault(string root) =>
            Assert.Throws<CandleFileException>(() => new RecordingFolder(root).Symbols()).Message;
    }
}
