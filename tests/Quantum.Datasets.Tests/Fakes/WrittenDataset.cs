using System.Runtime.InteropServices;
using System.Text.Json;
using Quantum.Core.Arrays;
using Quantum.Core.Features;
using Quantum.Core.Labels;
using Quantum.Core.Markets;
using Quantum.Core.Settings;

namespace Quantum.Datasets.Tests.Fakes;

/// <summary>A data set in a directory of its own, read back as a reader of another language would.</summary>
internal sealed class WrittenDataset : IDisposable
{
    private readonly Dictionary<(short Symbol, long Time), int> _places = [];
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("quantum-dataset-");

    public WrittenDataset(IEnumerable<DatasetContract> contracts, Minute? from = null, LabelRules? rules = null,
        double outcomeWeight = 1)
    {
        var request = new DatasetRequest(Folder, [.. contracts], from ?? Recording.Start,
            rules ?? LabelRules.Of(new TradingSettings()), CodeCommit: "abc") { OutcomeWeight = outcomeWeight };
        Report = DatasetBuilder.Build(request, progress: null, CancellationToken.None);
        Features = Read<float>("features", NpyType.Float32, FeatureSchema.Count);
        Labels = Read<sbyte>("labels", NpyType.Int8);
        Returns = Read<float>("returns", NpyType.Float32, 2);
        Exits = Read<short>("exits", NpyType.Int16, 2);
        Times = Read<long>("times", NpyType.Int64);
        Symbols = Read<short>("symbols", NpyType.Int16);
        Steps = Read<short>("steps", NpyType.Int16);
        Weights = Read<float>("weights", NpyType.Float32);
        for (var row = 0; row < Rows; row++) _places.Add((Symbols[row], Times[row]), row);
        Description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "dataset.json")))
            .RootElement;
    }

    public string Folder => _directory.FullName;

    public DatasetReport Report { get; }

    public float[] Features { get; }

    public sbyte[] Labels { get; }

    public float[] Returns { get; }

    public short[] Exits { get; }

    public long[] Times { get; }

    public short[] Symbols { get; }

    public short[] Steps { get; }

    public float[] Weights { get; }

    public JsonElement Description { get; }

    public int Rows => Labels.Length;

    /// <summary>The features of one row.</summary>
    public float[] Row(int row) => Features[(row * FeatureSchema.Count)..((row + 1) * FeatureSchema.Count)];

    /// <summary>The row of a contract's candle; −1 where it gave none.</summary>
    public int Find(int symbol, Minute minute) =>
        _places.TryGetValue(((short)symbol, minute.StartMilliseconds), out var row) ? row : -1;

    public void Dispose() => _directory.Delete(recursive: true);

    private T[] Read<T>(string name, NpyType type, int width = 1)
        where T : unmanaged
    {
        var bytes = File.ReadAllBytes(Path.Combine(_directory.FullName, name + ".npy"));
        var header = NpyHeader.Parse(bytes, out var offset);
        Assert.Equal(type, header.Type);
        Assert.Equal(width == 1 ? [Report.Rows] : [Report.Rows, width], header.Shape);
        Assert.Equal(header.DataBytes, bytes.Length - offset);
        return MemoryMarshal.Cast<byte, T>(bytes.AsSpan(offset)).ToArray();
    }
}
