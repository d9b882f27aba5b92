namespace Quantum.Core.Models;

/// <summary>The members of the ensemble. The numbers are stored nowhere.</summary>
public enum ModelKind
{
    /// <summary>Gradient-boosted trees over the newest row of features.</summary>
    XgBoost = 0,

    /// <summary>Temporal Fusion Transformer over the last 64 rows.</summary>
    Tft = 1,
}
