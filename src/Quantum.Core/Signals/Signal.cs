using Quantum.Core.Markets;

namespace Quantum.Core.Signals;

/// <summary>A wish to enter one position, made by a scan; not yet an order and not a promise of one.</summary>
/// <param name="Id">Hash of what it means.</param>
/// <param name="Minute">The scan minute; the deciding candle closed at its start.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="Source">Who made it.</param>
/// <param name="Confidence">
/// Calibrated probability for a model; for a rule a score in [0.5, 1] that is never compared with a model's threshold.
/// </param>
/// <param name="Close">Close of the deciding candle.</param>
/// <param name="AtrShare">ATR(14) of 15-minute candles as a share of the close; 0.01 is 1 %.</param>
/// <param name="CandleQuoteVolume">Traded value of the deciding candle, quote units.</param>
/// <param name="ModelVersion">Version of the bundle that spoke; <see langword="null"/> for a rule.</param>
public sealed record Signal(
    SignalId Id,
    Minute Minute,
    Symbol Symbol,
    Side Side,
    SignalSource Source,
    double Confidence,
    Price Close,
    double AtrShare,
    decimal CandleQuoteVolume,
    string? ModelVersion);
