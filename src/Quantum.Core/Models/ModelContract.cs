using Quantum.Core.Features;

namespace Quantum.Core.Models;

/// <summary>
/// What every bundle's models take and give, whatever they are inside: rows of features in, three probabilities per
/// symbol out (down, flat, up), the number of symbols free. Pure.
/// </summary>
public static class ModelContract
{
    /// <summary>Minutes that the sequence model looks at, the newest included.</summary>
    public const int Steps = 64;

    /// <summary>Probabilities per symbol: down, flat, up.</summary>
    public const int Classes = 3;

    /// <summary>Name of the output of both models.</summary>
    public const string OutputName = "probabilities";

    /// <summary>The file of a model in its bundle.</summary>
    public static string FileOf(ModelKind kind) => kind switch
    {
        ModelKind.XgBoost => "xgboost.onnx",
        ModelKind.Tft => "tft.onnx",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a model."),
    };

    /// <summary>The name of a model's one input.</summary>
    public static string InputName(ModelKind kind) => kind == ModelKind.XgBoost ? "features" : "window";

    /// <summary>Dimensions of a model's input, row-major: <c>[N, 52]</c>, or <c>[64, N, 52]</c> oldest first.</summary>
    /// <param name="kind">The model.</param>
    /// <param name="symbols">N; −1 where it is free.</param>
    public static int[] InputDimensions(ModelKind kind, int symbols) => kind == ModelKind.XgBoost
        ? [symbols, FeatureSchema.Count]
        : [Steps, symbols, FeatureSchema.Count];

    /// <summary>Floats of a model's input for so many symbols.</summary>
    public static int InputLength(ModelKind kind, int symbols) =>
        (kind == ModelKind.XgBoost ? 1 : Steps) * symbols * FeatureSchema.Count;

    /// <summary>Judges what a model says of itself.</summary>
    /// <returns>What is wrong, in words; <see langword="null"/> where it keeps the contract.</returns>
    /// <remarks>An output that leaves its dimensions open passes: its length is checked whenever it answers.</remarks>
    public static string? ProblemOf(ModelKind kind, ModelSignature signature)
    {
        var wanted = new ModelTensor(InputName(kind), IsFloat: true, InputDimensions(kind, -1));
        if (signature.Inputs is not [var input])
            return $"it takes {signature.Inputs.Count} inputs where one is allowed, {wanted}.";
        if (input.ToString() != wanted.ToString()) return $"its input is {input} where {wanted} is needed.";

        var output = signature.Outputs.FirstOrDefault(tensor => tensor.Name == OutputName);
        if (output is null) return $"it has no output named {OutputName}.";
        var isShaped = output.Dimensions is [_, Classes] or [_, -1] or [];
        return output.IsFloat && isShaped ? null : $"its output is {output} where float[?,{Classes}] is needed.";
    }
}
