using Quantum.Core.Markets;

namespace Quantum.Core.Indicators;

/// <summary>
/// VWAP: the typical prices since an anchor, weighted by volume. In price units; defined from the first candle with
/// volume at or after the anchor on. It needs the time of each candle and is therefore fed with it.
/// </summary>
public sealed class VolumeWeightedAveragePrice : IIndicator
{
    private const int MinutesPerDay = 24 * 60;
    private static readonly int PerDaySignature = StateSignature.Of(nameof(VolumeWeightedAveragePrice));

    private readonly int _signature;
    private readonly Minute? _anchor;
    private int _day = int.MinValue;
    private CompensatedSum _value;
    private CompensatedSum _volume;

    private VolumeWeightedAveragePrice(Minute? anchor)
    {
        _anchor = anchor;
        _signature = anchor is { } minute
            ? StateSignature.Of(nameof(VolumeWeightedAveragePrice), minute.Index)
            : PerDaySignature;
    }

    /// <summary>Anchored anew at each 00:00 UTC.</summary>
    public static VolumeWeightedAveragePrice PerUtcDay() => new(anchor: null);

    /// <summary>Anchored once; candles before the anchor do not count.</summary>
    /// <param name="anchor">The first minute that counts.</param>
    public static VolumeWeightedAveragePrice From(Minute anchor) => new(anchor);

    /// <inheritdoc/>
    public double Value => IsDefined ? _value.Value / _volume.Value : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _volume.Value > 0;

    /// <inheritdoc/>
    public int StateBytes => 2 * sizeof(int) + 2 * CompensatedSum.StateBytes;

    /// <summary>Folds in the next closed candle.</summary>
    /// <param name="minute">The first minute that the candle covers.</param>
    /// <param name="bar">The candle's numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The minute is of an earlier UTC day than the last one.</exception>
    /// <exception cref="InvalidOperationException">The bar is <c>default</c>.</exception>
    public void Add(Minute minute, in Bar bar)
    {
        if (_anchor is { } anchor)
        {
            if (minute < anchor) return;
        }
        else
        {
            StartDayOf(minute);
        }

        _value.Add(bar.TypicalPrice * bar.Volume);
        _volume.Add(bar.Volume);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteInt32(_day);
        _value.Save(ref writer);
        _volume.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _day = reader.ReadInt32(int.MinValue, int.MaxValue);
        _value.Load(ref reader);
        _volume.Load(ref reader);
        if (_value.Value < 0 || _volume.Value < 0)
            throw new InvalidDataException($"State: traded value {_value.Value} and volume {_volume.Value}.");
    }

    private void StartDayOf(Minute minute)
    {
        var day = (int)Math.Floor((double)minute.Index / MinutesPerDay);
        if (day == _day) return;
        if (day < _day)
            throw new ArgumentOutOfRangeException(nameof(minute), minute, "Condition failed: the day is over.");

        _day = day;
        _value = default;
        _volume = default;
    }
}
