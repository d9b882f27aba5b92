using Quantum.Core.Features;
using Quantum.Core.Labels;
using Quantum.Core.Markets;

namespace Quantum.Datasets;

/// <summary>
/// The rows of one contract on their way to the files. A row is written when its label is known, which is a horizon
/// later, so the newest rows wait here.
/// </summary>
internal sealed class ContractRows
{
    private const int RowsPerWrite = 512;

    private readonly DatasetFiles _files;
    private readonly short _symbol;
    private readonly long _rowsMax;
    private readonly int _capacity;
    private readonly float[] _features;
    private readonly sbyte[] _labels;
    private readonly float[] _returns;
    private readonly short[] _exits;
    private readonly long[] _times;
    private readonly short[] _symbols;
    private readonly short[] _steps;
    private readonly float[] _weights;
    private readonly long[] _classCounts = new long[4];
    private long _written;
    private int _waiting;

    /// <summary>No rows yet.</summary>
    /// <param name="files">Where they go.</param>
    /// <param name="symbol">Place of the contract in the universe.</param>
    /// <param name="firstRow">Place of its first row in the files.</param>
    /// <param name="rowsMax">Rows that have room before those of the next contract.</param>
    /// <param name="horizon">Rows that may wait for their label.</param>
    public ContractRows(DatasetFiles files, int symbol, long firstRow, long rowsMax, int horizon)
    {
        (_files, _symbol, FirstRow, _rowsMax) = (files, checked((short)symbol), firstRow, rowsMax);
        _capacity = RowsPerWrite + horizon;
        _features = new float[_capacity * FeatureSchema.Count];
        _labels = new sbyte[_capacity];
        _returns = new float[_capacity * DatasetFiles.Sides];
        _exits = new short[_capacity * DatasetFiles.Sides];
        _times = new long[_capacity];
        _symbols = new short[_capacity];
        _steps = new short[_capacity];
        _weights = new float[_capacity];
        Array.Fill(_symbols, _symbol);
    }

    /// <summary>Place of the first row in the files.</summary>
    public long FirstRow { get; }

    /// <summary>Rows so far, those that wait included.</summary>
    public long Count => _written + _waiting;

    /// <summary>Rows that have a label, or none for certain.</summary>
    public long Labelled { get; private set; }

    /// <summary>Open time of the first row; <c>default</c> without one.</summary>
    public Minute First { get; private set; }

    /// <summary>Open time of the newest row; <c>default</c> without one.</summary>
    public Minute Last { get; private set; }

    /// <summary>Rows of a class.</summary>
    public long CountOf(LabelClass label) => _classCounts[1 + (int)label];

    /// <summary>Adds a row whose label is not known yet.</summary>
    public void Add(Minute minute, ReadOnlySpan<float> features, int steps, float weight)
    {
        if (_waiting == _capacity) Write();
        if (Count == _rowsMax) throw new InvalidOperationException("Invariant: more rows than there is room for.");
        if (Count == 0) First = minute;
        Last = minute;
        features.CopyTo(_features.AsSpan(_waiting * FeatureSchema.Count));
        _times[_waiting] = minute.StartMilliseconds;
        _steps[_waiting] = (short)steps;
        _weights[_waiting] = weight;
        _waiting++;
    }

    /// <summary>Gives the oldest row without a label its label.</summary>
    public void Label(in TradeLabel label)
    {
        var place = (int)(Labelled - _written);
        if (place >= _waiting) throw new InvalidOperationException("Invariant: a label without a row.");
        _labels[place] = (sbyte)label.Class;
        _returns[place * DatasetFiles.Sides] = (float)label.Long.NetReturn;
        _returns[(place * DatasetFiles.Sides) + 1] = (float)label.Short.NetReturn;
        _exits[place * DatasetFiles.Sides] = (short)label.Long.ExitMinutes;
        _exits[(place * DatasetFiles.Sides) + 1] = (short)label.Short.ExitMinutes;
        _classCounts[1 + (int)label.Class]++;
        Labelled++;
    }

    /// <summary>Writes every row that has its label.</summary>
    public void Write()
    {
        var ready = (int)(Labelled - _written);
        if (ready == 0) return;
        var row = FirstRow + _written;
        _files.Features.Write(row, Take(_features, ready, FeatureSchema.Count));
        _files.Labels.Write(row, Take(_labels, ready, 1));
        _files.Returns.Write(row, Take(_returns, ready, DatasetFiles.Sides));
        _files.Exits.Write(row, Take(_exits, ready, DatasetFiles.Sides));
        _files.Times.Write(row, Take(_times, ready, 1));
        _files.Symbols.Write(row, Take(_symbols, ready, 1));
        _files.Steps.Write(row, Take(_steps, ready, 1));
        _files.Weights.Write(row, Take(_weights, ready, 1));
        MoveToFront(_features, ready, FeatureSchema.Count);
        MoveToFront(_times, ready, 1);
        MoveToFront(_steps, ready, 1);
        MoveToFront(_weights, ready, 1);
        _written += ready;
        _waiting -= ready;
    }

    private static ReadOnlySpan<T> Take<T>(T[] elements, int rows, int width) => elements.AsSpan(0, rows * width);

    /// <summary>The rows that still wait for a label come first; labels, returns and exits have none to keep.</summary>
    private void MoveToFront<T>(T[] elements, int rows, int width) =>
        elements.AsSpan(rows * width, (_waiting - rows) * width).CopyTo(elements);
}
