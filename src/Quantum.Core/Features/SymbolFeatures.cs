using Quantum.Core.Indicators;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Core.Features;

/// <summary>
/// What is known of one symbol: the streaming state that every candle is folded into, once and in time order. A gap
/// starts the state anew, because a smoothed figure across a hole is a figure of nothing. Folding and writing do not
/// allocate, except at a gap. Not thread-safe.
/// </summary>
public sealed class SymbolFeatures
{
    /// <summary>Candles of the RSI and of the ATR.</summary>
    public const int Period = 14;

    /// <summary>1-minute candles in the coarser candle that the ATR, and so the stop, is measured on.</summary>
    public const int QuarterHour = 15;

    private static readonly int Signature = StateSignature.Of(nameof(SymbolFeatures), FeatureSchema.Version);

    private PriceFeatures _price = new();
    private OscillatorFeatures _oscillators = new();
    private TrendFeatures _trend = new();
    private VolumeFeatures _volumes = new();
    private ChannelFeatures _channels = new();
    private QuarterFeatures _quarters = new();
    private Candle _newest;
    private Bar _bar;

    /// <summary>The newest candle; <see langword="null"/> before the first.</summary>
    public Candle? Newest => Unbroken > 0 ? _newest : null;

    /// <summary>The newest candle's numbers as doubles; <c>default</c> before the first.</summary>
    public Bar NewestBar => _bar;

    /// <summary>Candles without a hole up to the newest one.</summary>
    public int Unbroken { get; private set; }

    /// <summary>Whether the state began after a hole, and not with the first candle ever seen.</summary>
    public bool BeganAfterGap { get; private set; }

    /// <summary>RSI(14) of 1-minute closes, in [0, 100]; NaN while undefined.</summary>
    public double Rsi => _oscillators.Rsi.Value;

    /// <summary>ATR(14) of whole 15-minute candles as a share of the newest close; NaN while undefined.</summary>
    public double AtrShare => Unbroken > 0 ? _quarters.Atr.Value / _bar.Close : double.NaN;

    /// <summary>
    /// ln(newest close / close <see cref="FeatureSchema.CrossSectionLag"/> candles before); NaN while undefined.
    /// </summary>
    public double CrossSectionReturn => Unbroken > FeatureSchema.CrossSectionLag
        ? _price.CrossSectionReturn
        : double.NaN;

    /// <summary>Whether the newest candle is that of a minute.</summary>
    public bool IsAt(Minute minute) => Unbroken > 0 && _newest.Minute == minute;

    /// <summary>How many bytes <see cref="Save"/> writes; constant.</summary>
    public int StateBytes => (3 * sizeof(int)) + CandleState.Bytes + _price.StateBytes + _oscillators.StateBytes
        + _trend.StateBytes + _volumes.StateBytes + _channels.StateBytes + _quarters.StateBytes;

    /// <summary>Folds in the next candle.</summary>
    /// <exception cref="ArgumentException">It is not newer than the newest. A caller's bug.</exception>
    public void Add(in Candle candle)
    {
        if (Unbroken > 0)
        {
            var step = candle.Minute - _newest.Minute;
            if (step <= 0)
                throw new ArgumentException($"Condition failed: candle {candle.Minute} after {_newest.Minute}.");
            if (step > 1) StartAnew();
        }

        _bar = Bar.Of(candle);
        _newest = candle;
        var input = new FeatureInput(candle.Minute, _bar);
        Unbroken++;
        _price.Add(input);
        _oscillators.Add(input);
        _trend.Add(input);
        _volumes.Add(input);
        _channels.Add(input);
        _quarters.Add(input);
    }

    /// <summary>
    /// Writes the features of this symbol alone, each within its range, into the first
    /// <see cref="FeatureSchema.OwnCount"/> places of a row.
    /// </summary>
    /// <param name="row">At least so many places; untouched beyond them, and not to be used after a refusal.</param>
    /// <returns>
    /// DATA_WARM_UP (or DATA_GAP after a hole) before <see cref="FeatureSchema.CandlesMin"/> unbroken candles,
    /// DATA_NOT_FINITE where a figure is no number: NaN and ∞ never leave.
    /// </returns>
    public Verdict Write(Span<float> row)
    {
        if (Unbroken < FeatureSchema.CandlesMin)
            return Verdict.Refuse(BeganAfterGap ? ReasonCode.DataGap : ReasonCode.DataWarmUp,
                Unbroken, FeatureSchema.CandlesMin);

        Span<double> figures = stackalloc double[FeatureSchema.OwnCount];
        var rest = figures;
        _price.Write(Next(ref rest, PriceFeatures.Definitions.Length));
        _oscillators.Write(Next(ref rest, OscillatorFeatures.Definitions.Length));
        _trend.Write(Next(ref rest, TrendFeatures.Definitions.Length));
        _volumes.Write(Next(ref rest, VolumeFeatures.Definitions.Length));
        _channels.Write(Next(ref rest, ChannelFeatures.Definitions.Length));
        _quarters.Write(rest);
        return FeatureBounds.Apply(figures, firstColumn: 0, row);
    }

    /// <summary>Writes the exact state: restoring it and going on is bit-equal to never having stopped.</summary>
    /// <exception cref="ArgumentException">
    /// Fewer than <see cref="StateBytes"/> bytes are left. A caller's bug.
    /// </exception>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(Signature);
        writer.WriteInt32(Unbroken);
        writer.WriteInt32(BeganAfterGap ? 1 : 0);
        CandleState.Save(_newest, ref writer);
        _price.Save(ref writer);
        _oscillators.Save(ref writer);
        _trend.Save(ref writer);
        _volumes.Save(ref writer);
        _channels.Save(ref writer);
        _quarters.Save(ref writer);
    }

    /// <summary>Replaces the state by one that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">
    /// The state is truncated, impossible or of another layout. This instance may then be half restored: discard it.
    /// </exception>
    public void Load(ref StateReader reader)
    {
        reader.Expect(Signature);
        Unbroken = reader.ReadInt32(0, int.MaxValue);
        BeganAfterGap = reader.ReadInt32(0, 1) == 1;
        _newest = CandleState.Load(ref reader, isSet: Unbroken > 0);
        _bar = Unbroken > 0 ? Bar.Of(_newest) : default;
        _price.Load(ref reader);
        _oscillators.Load(ref reader);
        _trend.Load(ref reader);
        _volumes.Load(ref reader);
        _channels.Load(ref reader);
        _quarters.Load(ref reader);
    }

    private static Span<double> Next(ref Span<double> rest, int count)
    {
        var next = rest[..count];
        rest = rest[count..];
        return next;
    }

    private void StartAnew()
    {
        _price = new();
        _oscillators = new();
        _trend = new();
        _volumes = new();
        _channels = new();
        _quarters = new();
        Unbroken = 0;
        BeganAfterGap = true;
    }
}
