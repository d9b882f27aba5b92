namespace Quantum.Core.Indicators;

/// <summary>
/// True range of Wilder: the candle's range, stretched to the previous close where that lies outside. In price units,
/// ≥ 0; defined from the second candle on.
/// </summary>
public sealed class TrueRange : IBarIndicator
{
    private static readonly int Signature = StateSignature.Of(nameof(TrueRange));
    private double _lastClose = double.NaN;

    /// <inheritdoc/>
    public double Value { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => !double.IsNaN(Value);

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + 2 * sizeof(double);

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        // Before the second candle the last close is NaN, and so is the maximum.
        Value = Math.Max(bar.High - bar.Low,
            Math.Max(Math.Abs(bar.High - _lastClose), Math.Abs(bar.Low - _lastClose)));
        _lastClose = bar.Close;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(Signature);
        writer.WriteDouble(_lastClose);
        writer.WriteDouble(Value);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(Signature);
        _lastClose = reader.ReadDoubleOrNaN();
        Value = reader.ReadDoubleOrNaN();
        if (Value < 0 || (IsDefined && double.IsNaN(_lastClose)))
            throw new InvalidDataException($"State: true range {Value} after close {_lastClose}.");
    }
}
