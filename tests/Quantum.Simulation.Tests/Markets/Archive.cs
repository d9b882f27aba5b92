using System.IO.Compression;
using System.Text;

namespace Quantum.Simulation.Tests.Markets;

/// <summary>A small archive of recorded candles in a directory of its own, removed at the end of a test.</summary>
internal sealed class Archive : IDisposable
{
    public const string Header = "open_time_ms,open,high,low,close,volume\n";

    public string Root { get; } = Directory.CreateTempSubdirectory("quantum-archive-").FullName;

    /// <summary>Writes <c>kind/SYMBOL.csv.gz</c> and gives its path.</summary>
    public string Write(string kind, string symbol, string text) =>
        WriteBytes(kind, symbol, Compress(Encoding.UTF8.GetBytes(text)));

    public string WriteBytes(string kind, string symbol, byte[] bytes)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Root, kind)).FullName;
        var file = Path.Combine(directory, symbol + ".csv.gz");
        File.WriteAllBytes(file, bytes);
        return file;
    }

    public static byte[] Compress(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(bytes);
        return target.ToArray();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
