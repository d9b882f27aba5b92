using System.Globalization;
using System.IO.Compression;
using Quantum.Core.Indicators;
using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Indicators;

/// <summary>One file of real candles with the figures that Skender.Stock.Indicators 2.7.3 computed over them.</summary>
internal sealed class GoldenRows
{
    private readonly Dictionary<string, double[]> _columns;

    private GoldenRows(string name, Bar[] bars, Minute[] minutes, Dictionary<string, double[]> columns)
    {
        Name = name;
        Bars = bars;
        Minutes = minutes;
        _columns = columns;
    }

    public string Name { get; }

    public Bar[] Bars { get; }

    public Minute[] Minutes { get; }

    /// <summary>The figures of one column; NaN where the cell is empty.</summary>
    public double[] this[string column] => _columns[column];

    public IReadOnlyCollection<string> Columns => _columns.Keys;

    /// <summary>The rows that the repository carries itself.</summary>
    public static GoldenRows Embedded() => Parse("NEARUSDT, first rows", File.ReadLines(
        Directories("tests/Quantum.Core.Tests/Indicators/TestData").First() + "/NEARUSDT.csv"));

    /// <summary>The full files beside the repository; none where they are absent.</summary>
    public static IReadOnlyList<GoldenRows> Shared() =>
    [
        .. from directory in Directories("shared/golden/indicators").Take(1)
           from path in Directory.GetFiles(directory, "*.csv.gz").Order(StringComparer.Ordinal)
           select Parse(Path.GetFileName(path), LinesOf(path)),
    ];

    /// <summary>The directory of that name in the tests' own directory or any above it, nearest first.</summary>
    private static IEnumerable<string> Directories(string name)
    {
        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            var directory = Path.Combine(place.FullName, name);
            if (Directory.Exists(directory)) yield return directory;
        }
    }

    private static IEnumerable<string> LinesOf(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static double Figure(string cell) =>
        cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);

    private static GoldenRows Parse(string name, IEnumerable<string> lines)
    {
        var table = lines.Select(line => line.Split(',')).ToList();
        var header = table[0].Select((column, place) => (column, place)).ToDictionary(x => x.column, x => x.place);
        var rows = table[1..];
        decimal Money(string[] row, string column) =>
            decimal.Parse(row[header[column]], NumberStyles.Float, CultureInfo.InvariantCulture);

        var minutes = rows.Select(row => Minute.Of(DateTimeOffset.FromUnixTimeMilliseconds(
            long.Parse(row[0], CultureInfo.InvariantCulture)))).ToArray();
        var bars = rows.Select((row, i) => Bar.Of(Candle.Of(minutes[i], Money(row, "open"), Money(row, "high"),
            Money(row, "low"), Money(row, "close"), Money(row, "volume")))).ToArray();
        var columns = header.Where(x => x.Value >= 6)
            .ToDictionary(x => x.Key, x => rows.Select(row => Figure(row[x.Value])).ToArray());
        return new GoldenRows(name, bars, minutes, columns);
    }
}
