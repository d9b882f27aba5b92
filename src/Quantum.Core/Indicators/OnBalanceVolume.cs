namespace Quantum.Core.Indicators;

/// <summary>
/// OBV of Granville: the running total of volume, added where the close rises and subtracted where it falls. In base
/// units; 0 at the first candle. Its level depends on where it began: only its changes mean anything.
/// </summary>
public sealed class OnBalanceVolume : IBarIndicator
{
    private readonly int _signature = StateSignature.Of(nameof(OnBalanceVolume));
    private CompensatedSum _total;
    private double _lastClose;

    /// <inheritdoc/>
    public double Value => IsDefined ? _total.Value : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _lastClose > 0;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + sizeof(double) + CompensatedSum.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        var close = bar.Close;
        if (IsDefined && close != _lastClose) _total.Add(close > _lastClose ? bar.Volume : -bar.Volume);
        _lastClose = close;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(_lastClose);
        _total.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _lastClose = reader.ReadNonNegative();
        _total.Load(ref reader);
    }
}
