using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.Datasets;

/// <summary>
/// How many rows a contract will have, told by the minutes of its candles alone: one per candle that has enough
/// unbroken ones before it. Only a figure that is no number makes them fewer.
/// </summary>
/// <param name="from">First minute of a row; earlier candles only warm the state up.</param>
public sealed class RowForecast(Minute from)
{
    private Minute _newest;
    private int _unbroken;

    /// <summary>Candles so far.</summary>
    public long Candles { get; private set; }

    /// <summary>Rows that they give.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes the minute of the next candle, later than the one before.</summary>
    public void Add(Minute minute)
    {
        _unbroken = Candles > 0 && minute == _newest + 1 ? _unbroken + 1 : 1;
        _newest = minute;
        Candles++;
        if (_unbroken >= FeatureSchema.CandlesMin && minute >= from) Rows++;
    }
}
