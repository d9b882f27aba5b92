using Quantum.Core.Features;
using Quantum.Core.Models;

namespace Quantum.App.Models;

/// <summary>Inputs with the answers that the training machine gave to them.</summary>
/// <param name="Rows">How many, G.</param>
/// <param name="Slabs">Windows, <c>[64, G, 52]</c>; the last slab is the trees' batch.</param>
/// <param name="XgBoost">Raw answers of the trees, <c>[G, 3]</c>.</param>
/// <param name="Tft">Raw answers of the transformer, <c>[G, 3]</c>.</param>
/// <param name="Ensemble">Answers of the ensemble, <c>[G, 3]</c>.</param>
public sealed record GoldenVectors(int Rows, float[] Slabs, float[] XgBoost, float[] Tft, float[] Ensemble)
{
    private const int RowsMax = 1_024;

    /// <summary>The newest rows, <c>[G, 52]</c>.</summary>
    public ReadOnlyMemory<float> Newest => Slabs.AsMemory((ModelContract.Steps - 1) * Rows * FeatureSchema.Count);

    /// <summary>Reads those of a bundle.</summary>
    /// <returns>The vectors, or what is wrong in words.</returns>
    public static (GoldenVectors? Vectors, string Problem) Read(BundleContent content)
    {
        try
        {
            var window = Array(content, BundleNames.GoldenWindow, out var shape);
            if (shape is not [ModelContract.Steps, var rows, var features] || features != FeatureSchema.Count
                || rows is < 1 or > RowsMax)
                return (null, $"{BundleNames.GoldenWindow} is [{string.Join(", ", shape)}], not [64, G, 52].");
            var answers = new List<float[]>();
            string[] names = [BundleNames.GoldenXgBoost, BundleNames.GoldenTft, BundleNames.GoldenEnsemble];
            foreach (var name in names)
            {
                answers.Add(Array(content, name, out var answerShape));
                if (answerShape is not [var count, ModelContract.Classes] || count != rows)
                    return (null, $"{name} is [{string.Join(", ", answerShape)}], not [{rows}, 3].");
            }

            return (new((int)rows, window, answers[0], answers[1], answers[2]), "");
        }
        catch (InvalidDataException error)
        {
            return (null, error.Message);
        }
    }

    /// <summary>As many windows as asked for, the golden ones over and over, in the layout of a scan.</summary>
    public float[] Repeat(int symbols)
    {
        var repeated = new float[ModelContract.InputLength(ModelKind.Tft, symbols)];
        for (var step = 0; step < ModelContract.Steps; step++)
        {
            for (var symbol = 0; symbol < symbols; symbol++)
            {
                var from = ((step * Rows) + (symbol % Rows)) * FeatureSchema.Count;
                var to = ((step * symbols) + symbol) * FeatureSchema.Count;
                Slabs.AsSpan(from, FeatureSchema.Count).CopyTo(repeated.AsSpan(to));
            }
        }

        return repeated;
    }

    private static float[] Array(BundleContent content, string name, out IReadOnlyList<long> shape)
    {
        var file = content.Find(name) ?? throw new InvalidDataException($"{name} is missing.");
        (var values, shape) = NpyFloats.Read(file, name);
        return values;
    }
}
