using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>
/// The newest minutes of one contract, in a ring: one slot per minute, holes included, so that any minute is found in
/// one step.
/// </summary>
public sealed class MinuteBars
{
    private const decimal QuoteVolumeUnit = 0.00000001m;
    private const decimal Quarter = 0.25m;

    private readonly MinuteBar[] _ring;
    private readonly byte _priceScale;
    private readonly byte _volumeScale;

    /// <summary>An empty ring.</summary>
    /// <param name="capacity">Minutes kept, ≥ 1.</param>
    /// <param name="origin">The first minute that will be appended.</param>
    /// <param name="priceScale">Decimals of a price, 0 to 12: a tick is 10^−scale quote units.</param>
    /// <param name="volumeScale">Decimals of a volume, 0 to 12: a step is 10^−scale base units.</param>
    public MinuteBars(int capacity, Minute origin, int priceScale, int volumeScale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)priceScale, 12u, nameof(priceScale));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)volumeScale, 12u, nameof(volumeScale));
        _ring = new MinuteBar[capacity];
        _priceScale = (byte)priceScale;
        _volumeScale = (byte)volumeScale;
        Origin = origin;
        Next = origin;
    }

    /// <summary>The first minute ever appended.</summary>
    public Minute Origin { get; }

    /// <summary>The minute after the newest one.</summary>
    public Minute Next { get; private set; }

    /// <summary>The oldest minute still kept.</summary>
    public Minute Oldest => Next - Origin > _ring.Length ? Next - _ring.Length : Origin;

    /// <summary>Smallest price step, quote units.</summary>
    public decimal TickSize => PriceOf(1);

    /// <summary>Smallest size step, base units.</summary>
    public decimal StepSize => new(1, 0, 0, isNegative: false, _volumeScale);

    /// <summary>Adds the minute <see cref="Next"/>; the oldest one gives way when the ring is full.</summary>
    public void Append(in MinuteBar bar)
    {
        _ring[SlotOf(Next)] = bar;
        Next += 1;
    }

    /// <summary>A kept minute.</summary>
    /// <param name="minute">From <see cref="Oldest"/> to before <see cref="Next"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The minute is not kept.</exception>
    public ref readonly MinuteBar At(Minute minute)
    {
        if (minute < Oldest || minute >= Next)
        {
            throw new ArgumentOutOfRangeException(nameof(minute), minute,
                $"Condition failed: minutes from {Oldest} to before {Next} are kept.");
        }

        return ref _ring[SlotOf(minute)];
    }

    /// <summary>
    /// The bar that holds a minute's prices: the minute itself, or the newest kept one where the data ended before it.
    /// </summary>
    /// <param name="minute">The minute asked for.</param>
    /// <param name="bar">The bar; a hole (prices stand still) where the data ended before the minute.</param>
    /// <returns>False where nothing was traded up to then, or the minute is older than what is kept.</returns>
    public bool TryFind(Minute minute, out MinuteBar bar)
    {
        bar = default;
        if (Next == Origin || minute < Oldest) return false;
        bar = minute < Next ? _ring[SlotOf(minute)] : MinuteBar.HoleAfter(_ring[SlotOf(Next - 1)]);
        return bar.Last.Close > 0;
    }

    /// <summary>Ticks as a price in quote units.</summary>
    public decimal PriceOf(int ticks) => new(ticks, 0, 0, isNegative: false, _priceScale);

    /// <summary>Four prices in quote units.</summary>
    public PriceBar PricesOf(TickBar bar) =>
        new(PriceOf(bar.Open), PriceOf(bar.High), PriceOf(bar.Low), PriceOf(bar.Close));

    /// <summary>The candle of a minute that has one.</summary>
    public Candle CandleOf(Minute minute, in MinuteBar bar)
    {
        var volume = DecimalOf(bar.VolumeSteps, _volumeScale);
        var last = bar.Last;
        return Candle.Of(minute, PriceOf(last.Open), PriceOf(last.High), PriceOf(last.Low), PriceOf(last.Close), volume,
            QuoteVolumeOf(volume, bar));
    }

    // Where the source has no traded value, Candle says what stands for it; the sum in ticks gives the same number.
    private decimal QuoteVolumeOf(decimal volume, in MinuteBar bar)
    {
        if (bar.QuoteVolume >= 0) return bar.QuoteVolume * QuoteVolumeUnit;
        var sum = (long)bar.Last.Open + bar.Last.High + bar.Last.Low + bar.Last.Close;
        return volume * (DecimalOf(sum, _priceScale) * Quarter);
    }

    private static decimal DecimalOf(long digits, byte scale) =>
        new(unchecked((int)digits), (int)(digits >> 32), 0, isNegative: false, scale);

    private int SlotOf(Minute minute) => (minute - Origin) % _ring.Length;
}
