using System.Security.Cryptography;
using Quantum.Core.Arrays;
using Quantum.Core.Features;

namespace Quantum.Datasets;

/// <summary>The arrays of a data set, one file each, all with the same rows.</summary>
internal sealed class DatasetFiles : IDisposable
{
    /// <summary>Sides of a row: long, then short.</summary>
    public const int Sides = 2;

    /// <summary>Names of all files.</summary>
    public static readonly IReadOnlyList<string> Names = ["features.npy", "labels.npy", "returns.npy", "exits.npy",
        "times.npy", "symbols.npy", "steps.npy", "weights.npy"];

    private readonly string _directory;

    /// <summary>Begins all files anew.</summary>
    public DatasetFiles(string directory)
    {
        _directory = directory;
        Features = new(PathOf("features"), NpyType.Float32, FeatureSchema.Count);
        Labels = new(PathOf("labels"), NpyType.Int8);
        Returns = new(PathOf("returns"), NpyType.Float32, Sides);
        Exits = new(PathOf("exits"), NpyType.Int16, Sides);
        Times = new(PathOf("times"), NpyType.Int64);
        Symbols = new(PathOf("symbols"), NpyType.Int16);
        Steps = new(PathOf("steps"), NpyType.Int16);
        Weights = new(PathOf("weights"), NpyType.Float32);
    }

    public ColumnFile<float> Features { get; }

    public ColumnFile<sbyte> Labels { get; }

    public ColumnFile<float> Returns { get; }

    public ColumnFile<short> Exits { get; }

    public ColumnFile<long> Times { get; }

    public ColumnFile<short> Symbols { get; }

    public ColumnFile<short> Steps { get; }

    public ColumnFile<float> Weights { get; }

    /// <summary>Moves rows of all files to an earlier place.</summary>
    public void MoveDown(long from, long to, long rows)
    {
        Features.MoveDown(from, to, rows);
        Labels.MoveDown(from, to, rows);
        Returns.MoveDown(from, to, rows);
        Exits.MoveDown(from, to, rows);
        Times.MoveDown(from, to, rows);
        Symbols.MoveDown(from, to, rows);
        Steps.MoveDown(from, to, rows);
        Weights.MoveDown(from, to, rows);
    }

    /// <summary>Completes all files.</summary>
    /// <returns>The SHA-256 of each by its name, in order of the names.</returns>
    public SortedDictionary<string, string> Finish(long rows)
    {
        Features.Finish(rows);
        Labels.Finish(rows);
        Returns.Finish(rows);
        Exits.Finish(rows);
        Times.Finish(rows);
        Symbols.Finish(rows);
        Steps.Finish(rows);
        Weights.Finish(rows);
        string[] paths = [Features.Path, Labels.Path, Returns.Path, Exits.Path, Times.Path, Symbols.Path, Steps.Path,
            Weights.Path];
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
            hashes[Path.GetFileName(path)] = Convert.ToHexStringLower(SHA256.HashData(file));
        }

        return hashes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Features.Dispose();
        Labels.Dispose();
        Returns.Dispose();
        Exits.Dispose();
        Times.Dispose();
        Symbols.Dispose();
        Steps.Dispose();
        Weights.Dispose();
    }

    private string PathOf(string name)
    {
        var file = name + ".npy";
        return Names.Contains(file)
            ? Path.Combine(_directory, file)
            : throw new InvalidOperationException($"Invariant: {file} is not listed.");
    }
}
