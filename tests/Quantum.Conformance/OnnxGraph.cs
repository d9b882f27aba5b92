using System.Buffers.Binary;
using System.Text;

namespace Quantum.Conformance;

/// <summary>
/// Writes small ONNX files by hand, so that tests can make models that are sound and models that are broken in one
/// way. Only the fields of onnx.proto3 that a graph of named operators needs.
/// </summary>
public sealed class OnnxGraph
{
    private const int Float = 1;
    private const int Long = 7;
    private readonly List<byte[]> _nodes = [];
    private readonly List<byte[]> _initializers = [];
    private readonly List<byte[]> _inputs = [];
    private readonly List<byte[]> _outputs = [];

    /// <summary>Declares an input of floats; a dimension of −1 is free.</summary>
    public OnnxGraph Input(string name, params int[] dimensions)
    {
        _inputs.Add(ValueInfo(name, dimensions));
        return this;
    }

    /// <summary>Declares an output of floats; a dimension of −1 is free.</summary>
    public OnnxGraph Output(string name, params int[] dimensions)
    {
        _outputs.Add(ValueInfo(name, dimensions));
        return this;
    }

    /// <summary>Adds a constant of floats.</summary>
    public OnnxGraph Constant(string name, int[] dimensions, float[] values)
    {
        var raw = new byte[values.Length * sizeof(float)];
        for (var index = 0; index < values.Length; index++)
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(index * sizeof(float)), values[index]);
        return Tensor(name, dimensions, Float, raw);
    }

    /// <summary>Adds a constant of 64-bit integers.</summary>
    public OnnxGraph Constant(string name, int[] dimensions, long[] values)
    {
        var raw = new byte[values.Length * sizeof(long)];
        for (var index = 0; index < values.Length; index++)
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(index * sizeof(long)), values[index]);
        return Tensor(name, dimensions, Long, raw);
    }

    /// <summary>Adds a constant of floats whose numbers lie in another file.</summary>
    public OnnxGraph Elsewhere(string name, int[] dimensions, string file)
    {
        var entry = new List<byte>();
        Text(entry, 1, "location");
        Text(entry, 2, file);
        var tensor = new List<byte>();
        foreach (var size in dimensions) Number(tensor, 1, size);
        Number(tensor, 2, Float);
        Text(tensor, 8, name);
        Bytes(tensor, 13, [.. entry]);
        Number(tensor, 14, 1); // EXTERNAL
        _initializers.Add([.. tensor]);
        return this;
    }

    /// <summary>Adds an operator.</summary>
    public OnnxGraph Node(string type, string[] inputs, string[] outputs, params (string Name, long Value)[] attributes)
    {
        var node = new List<byte>();
        foreach (var input in inputs) Text(node, 1, input);
        foreach (var output in outputs) Text(node, 2, output);
        Text(node, 4, type);
        foreach (var (name, value) in attributes)
        {
            var attribute = new List<byte>();
            Text(attribute, 1, name);
            Number(attribute, 3, value);
            Number(attribute, 20, 2); // INT
            Bytes(node, 5, [.. attribute]);
        }

        _nodes.Add([.. node]);
        return this;
    }

    /// <summary>The file.</summary>
    /// <param name="opset">Version of the operators.</param>
    public byte[] ToBytes(int opset = 17)
    {
        var graph = new List<byte>();
        foreach (var node in _nodes) Bytes(graph, 1, node);
        Text(graph, 2, "test");
        foreach (var initializer in _initializers) Bytes(graph, 5, initializer);
        foreach (var input in _inputs) Bytes(graph, 11, input);
        foreach (var output in _outputs) Bytes(graph, 12, output);
        var operators = new List<byte>();
        Text(operators, 1, "");
        Number(operators, 2, opset);
        var model = new List<byte>();
        Number(model, 1, 8); // IR version
        Bytes(model, 7, [.. graph]);
        Bytes(model, 8, [.. operators]);
        return [.. model];
    }

    private OnnxGraph Tensor(string name, int[] dimensions, int type, byte[] raw)
    {
        var tensor = new List<byte>();
        foreach (var size in dimensions) Number(tensor, 1, size);
        Number(tensor, 2, type);
        Text(tensor, 8, name);
        Bytes(tensor, 9, raw);
        _initializers.Add([.. tensor]);
        return this;
    }

    private static byte[] ValueInfo(string name, int[] dimensions)
    {
        var shape = new List<byte>();
        foreach (var size in dimensions)
        {
            var dimension = new List<byte>();
            if (size < 0) Text(dimension, 2, "N");
            else Number(dimension, 1, size);
            Bytes(shape, 1, [.. dimension]);
        }

        var tensor = new List<byte>();
        Number(tensor, 1, Float);
        Bytes(tensor, 2, [.. shape]);
        var type = new List<byte>();
        Bytes(type, 1, [.. tensor]);
        var value = new List<byte>();
        Text(value, 1, name);
        Bytes(value, 2, [.. type]);
        return [.. value];
    }

    private static void Text(List<byte> into, int field, string text) =>
        Bytes(into, field, Encoding.UTF8.GetBytes(text));

    private static void Bytes(List<byte> into, int field, byte[] bytes)
    {
        Variant(into, ((ulong)field << 3) | 2);
        Variant(into, (ulong)bytes.Length);
        into.AddRange(bytes);
    }

    private static void Number(List<byte> into, int field, long value)
    {
        Variant(into, (ulong)field << 3);
        Variant(into, unchecked((ulong)value));
    }

    private static void Variant(List<byte> into, ulong value)
    {
        for (; value >= 0x80; value >>= 7) into.Add((byte)((value & 0x7F) | 0x80));
        into.Add((byte)value);
    }
}
