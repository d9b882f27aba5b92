namespace Quantum.Core.Models;

/// <summary>What a model says of one of its inputs or outputs.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="IsFloat">Whether its elements are 32-bit floats.</param>
/// <param name="Dimensions">Its dimensions; −1 for one that is free.</param>
public sealed record ModelTensor(string Name, bool IsFloat, IReadOnlyList<int> Dimensions)
{
    /// <summary>Name, type and dimensions, e.g. <c>features float[?,52]</c>.</summary>
    public override string ToString() => $"{Name} {(IsFloat ? "float" : "other")}"
        + $"[{string.Join(',', Dimensions.Select(size => size < 0 ? "?" : $"{size}"))}]";
}

/// <summary>What a model takes and gives.</summary>
/// <param name="Inputs">All inputs.</param>
/// <param name="Outputs">All outputs.</param>
public sealed record ModelSignature(IReadOnlyList<ModelTensor> Inputs, IReadOnlyList<ModelTensor> Outputs);
