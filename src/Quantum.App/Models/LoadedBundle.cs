using Quantum.App.Ports;
using Quantum.Core.Models;

namespace Quantum.App.Models;

/// <summary>A bundle whose models are loaded. One score at a time; disposing waits for it.</summary>
public sealed class LoadedBundle : IDisposable
{
    private readonly IModelSession _xgBoost;
    private readonly IModelSession _tft;
    private readonly Ensemble _ensemble;
    private float[] _xgBoostAnswer = [];
    private float[] _tftAnswer = [];

    private LoadedBundle(ModelManifest manifest, IModelSession xgBoost, IModelSession tft)
    {
        (Manifest, _xgBoost, _tft) = (manifest, xgBoost, tft);
        _ensemble = manifest.EnsembleOf();
    }

    /// <summary>Its manifest.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Raw answers of the trees to the last batch, three per symbol.</summary>
    public float[] XgBoostAnswer => _xgBoostAnswer;

    /// <summary>Raw answers of the transformer to the last batch, three per symbol.</summary>
    public float[] TftAnswer => _tftAnswer;

    /// <summary>What the trees take and give.</summary>
    public ModelSignature XgBoostSignature => _xgBoost.Signature;

    /// <summary>What the transformer takes and gives.</summary>
    public ModelSignature TftSignature => _tft.Signature;

    /// <summary>Loads both models of an inspected bundle.</summary>
    /// <exception cref="ModelRuntimeException">One cannot be loaded.</exception>
    public static LoadedBundle Load(IModelRuntime runtime, ModelManifest manifest, BundleContent content)
    {
        var xgBoost = runtime.Load(ModelKind.XgBoost, content.Files[ModelContract.FileOf(ModelKind.XgBoost)]);
        try
        {
            var tft = runtime.Load(ModelKind.Tft, content.Files[ModelContract.FileOf(ModelKind.Tft)]);
            return new(manifest, xgBoost, tft);
        }
        catch
        {
            xgBoost.Dispose();
            throw;
        }
    }

    /// <summary>Scores a batch with both models; the answers are read with <see cref="At"/>.</summary>
    /// <param name="rows">Newest rows, <c>[symbols, 52]</c>.</param>
    /// <param name="slabs">All rows, <c>[64, symbols, 52]</c>, oldest first.</param>
    /// <param name="symbols">&gt; 0.</param>
    /// <param name="limit">Each model is stopped after so long.</param>
    /// <returns>How long both took together.</returns>
    /// <exception cref="ModelRuntimeException">A model failed or took too long.</exception>
    public TimeSpan Score(ReadOnlyMemory<float> rows, ReadOnlyMemory<float> slabs, int symbols, TimeSpan limit)
    {
        var length = symbols * ModelContract.Classes;
        if (_xgBoostAnswer.Length != length) (_xgBoostAnswer, _tftAnswer) = (new float[length], new float[length]);
        return _xgBoost.Score(rows, symbols, _xgBoostAnswer, limit) + _tft.Score(slabs, symbols, _tftAnswer, limit);
    }

    /// <summary>What members and ensemble say of a symbol of the last batch, calibrated; not yet judged.</summary>
    public EnsembleAnswer At(int symbol) => _ensemble.Combine(
        Distribution.At(_xgBoostAnswer, symbol), Distribution.At(_tftAnswer, symbol));

    /// <inheritdoc/>
    public void Dispose()
    {
        _xgBoost.Dispose();
        _tft.Dispose();
    }
}
