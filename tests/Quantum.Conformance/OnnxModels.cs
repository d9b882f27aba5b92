using Quantum.Core.Features;
using Quantum.Core.Models;

namespace Quantum.Conformance;

/// <summary>
/// Models of the smallest kind that keeps the contract: logits linear in the newest row, then softmax. Sound ones, and
/// ones that are broken in one way.
/// </summary>
public static class OnnxModels
{
    /// <summary>A model that answers softmax(row · weights + bias).</summary>
    /// <param name="kind">Which input it takes.</param>
    /// <param name="weights">features × 3, row-major; all zeros where nothing is given.</param>
    /// <param name="bias">Three logits; zeros where nothing is given.</param>
    public static byte[] Linear(ModelKind kind, float[]? weights = null, float[]? bias = null) =>
        Rows(kind).Node("MatMul", ["row", "w"], ["product"])
            .Node("Add", ["product", "b"], ["logits"])
            .Node("Softmax", ["logits"], ["probabilities"], ("axis", -1))
            .Constant("w", [FeatureSchema.Count, 3], weights ?? new float[FeatureSchema.Count * 3])
            .Constant("b", [3], bias ?? new float[3])
            .Output("probabilities", -1, 3)
            .ToBytes();

    /// <summary>A model whose logits go out as they are: numbers that are no distribution.</summary>
    public static byte[] NoDistribution(ModelKind kind, float[] bias) =>
        Rows(kind).Node("MatMul", ["row", "w"], ["product"])
            .Node("Add", ["product", "b"], ["probabilities"])
            .Constant("w", [FeatureSchema.Count, 3], new float[FeatureSchema.Count * 3])
            .Constant("b", [3], bias)
            .Output("probabilities", -1, 3)
            .ToBytes();

    /// <summary>A model whose weights lie in another file.</summary>
    public static byte[] Elsewhere(ModelKind kind, string file) =>
        Rows(kind).Node("MatMul", ["row", "w"], ["logits"])
            .Node("Softmax", ["logits"], ["probabilities"], ("axis", -1))
            .Elsewhere("w", [FeatureSchema.Count, 3], file)
            .Output("probabilities", -1, 3)
            .ToBytes();

    /// <summary>A model of so many classes; the contract wants three.</summary>
    public static byte[] Classes(ModelKind kind, int classes) =>
        Rows(kind).Node("MatMul", ["row", "w"], ["logits"])
            .Node("Softmax", ["logits"], ["probabilities"], ("axis", -1))
            .Constant("w", [FeatureSchema.Count, classes], new float[FeatureSchema.Count * classes])
            .Output("probabilities", -1, classes)
            .ToBytes();

    /// <summary>A model that multiplies large matrices before it answers evenly.</summary>
    /// <param name="kind">Which input it takes.</param>
    /// <param name="size">Rows and columns of each matrix.</param>
    /// <param name="times">How many products.</param>
    public static byte[] Slow(ModelKind kind, int size, int times)
    {
        var graph = Rows(kind).Constant("w", [FeatureSchema.Count, size], new float[FeatureSchema.Count * size])
            .Constant("m", [size, size], new float[size * size])
            .Constant("last", [size, 3], new float[size * 3])
            .Node("MatMul", ["row", "w"], ["x0"]);
        for (var time = 0; time < times; time++) graph.Node("MatMul", [$"x{time}", "m"], [$"x{time + 1}"]);
        return graph.Node("MatMul", [$"x{times}", "last"], ["logits"])
            .Node("Softmax", ["logits"], ["probabilities"], ("axis", -1))
            .Output("probabilities", -1, 3)
            .ToBytes();
    }

    /// <summary>A graph whose <c>row</c> is the newest row of features of every symbol.</summary>
    private static OnnxGraph Rows(ModelKind kind)
    {
        var graph = new OnnxGraph().Input(ModelContract.InputName(kind), ModelContract.InputDimensions(kind, -1));
        return kind == ModelKind.XgBoost
            ? graph.Node("Identity", ["features"], ["row"])
            : graph.Constant("newest", [], new long[] { ModelContract.Steps - 1 })
                .Node("Gather", ["window", "newest"], ["row"], ("axis", 0));
    }
}
