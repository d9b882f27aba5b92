using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>Where the recordings of a contract lie below a directory: <c>KIND/SYMBOL.csv.gz</c>.</summary>
/// <param name="Directory">Root with <c>1m/</c>, <c>1h/</c> and <c>funding/</c>.</param>
public sealed record RecordingFolder(string Directory)
{
    private const string Extension = ".csv.gz";

    /// <summary>Path of the 1-minute candles.</summary>
    public string Minutes(Symbol symbol) => PathOf("1m", symbol);

    /// <summary>Path of the 1-hour candles, which may be missing.</summary>
    public string Hours(Symbol symbol) => PathOf("1h", symbol);

    /// <summary>Path of the settled funding payments, which may be missing.</summary>
    public string Funding(Symbol symbol) => PathOf("funding", symbol);

    /// <summary>Every contract with 1-minute candles, ordered.</summary>
    /// <exception cref="CandleFileException">
    /// There is no such directory, or a file in it is not a contract's.
    /// </exception>
    public IReadOnlyList<Symbol> Symbols()
    {
        var directory = Path.Combine(Directory, "1m");
        if (!System.IO.Directory.Exists(directory))
        {
            throw new CandleFileException(directory, 0, null, System.IO.Directory.Exists(Directory)
                ? "the directory does not exist; 1-minute candles lie in it, and no other interval stands in for them"
                : "the directory does not exist, and neither does the one above it");
        }

        List<Symbol> symbols = [];
        foreach (var file in System.IO.Directory.EnumerateFiles(directory, "*" + Extension))
        {
            symbols.Add(Symbol.TryParse(Path.GetFileName(file)[..^Extension.Length], out var symbol)
                ? symbol
                : throw new CandleFileException(file, 0, null, "the file's name is not that of a contract"));
        }

        symbols.Sort();
        return symbols;
    }

    private string PathOf(string kind, Symbol symbol) => Path.Combine(Directory, kind, symbol.Name + Extension);
}
