using Quantum.Core.Indicators;
using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Indicators;

/// <summary>One indicator under test: how to feed it and which golden column each of its outputs must equal.</summary>
internal sealed record IndicatorSubject(
    IIndicator Indicator, Action<Minute, Bar> Feed, params (string Column, Func<double> Read)[] Outputs)
{
    /// <summary>
    /// The golden files are anchored at their first row; the generated candles of the laws begin there too.
    /// </summary>
    public static readonly Minute Anchor = Minute.OfKey("20250512T0000");

    /// <summary>
    /// Every indicator with the parameters of the golden columns. The name is the test's display name.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, Func<Minute, IndicatorSubject>> All =
        new SortedDictionary<string, Func<Minute, IndicatorSubject>>(StringComparer.Ordinal)
        {
            ["ADX 14"] = _ => OfBars(new AverageDirectionalIndex(14), x => [("adx_14", () => x.Value),
                ("pdi_14", () => x.PlusDirectionalIndicator), ("mdi_14", () => x.MinusDirectionalIndicator)]),
            ["Aroon 25"] = _ => OfBars(new Aroon(25), x => [("aroon_osc_25", () => x.Value),
                ("", () => x.Up), ("", () => x.Down)]),
            ["ATR 14"] = _ => OfBars(new AverageTrueRange(14), x => [("atr_14", () => x.Value),
                ("tr", () => x.TrueRange)]),
            ["Bollinger 20"] = _ => OfCloses(new BollingerBands(20, 2), x => [("sma_20", () => x.Value),
                ("bb_upper", () => x.Upper), ("bb_lower", () => x.Lower), ("bb_width", () => x.Width),
                ("bb_percent_b", () => x.PercentB), ("bb_zscore", () => x.ZScore)]),
            ["CCI 20"] = _ => OfBars(new CommodityChannelIndex(20), x => [("cci_20", () => x.Value)]),
            ["Choppiness 14"] = _ => OfBars(new ChoppinessIndex(14), x => [("chop_14", () => x.Value)]),
            ["CMF 20"] = _ => OfBars(new ChaikinMoneyFlow(20), x => [("cmf_20", () => x.Value)]),
            ["Donchian 20"] = _ => OfBars(new DonchianChannel(20), x => [("donchian_upper", () => x.Upper),
                ("donchian_lower", () => x.Lower), ("", () => x.Value)]),
            ["EMA 200"] = _ => OfCloses(new ExponentialMovingAverage(200), x => [("ema_200", () => x.Value)]),
            ["EMA 21"] = _ => OfCloses(new ExponentialMovingAverage(21), x => [("ema_21", () => x.Value)]),
            ["EMA 50"] = _ => OfCloses(new ExponentialMovingAverage(50), x => [("ema_50", () => x.Value)]),
            ["EMA 9"] = _ => OfCloses(new ExponentialMovingAverage(9), x => [("ema_9", () => x.Value)]),
            ["KAMA 10"] = _ => OfCloses(new KaufmanAdaptiveMovingAverage(10, 2, 30), x => [("kama_10", () => x.Value),
                ("", () => x.EfficiencyRatio)]),
            ["Keltner 20"] = _ => OfBars(new KeltnerChannel(20, 2, 10), x => [("keltner_upper", () => x.Upper),
                ("keltner_lower", () => x.Lower), ("", () => x.Value)]),
            ["MACD 12 26 9"] = _ => OfCloses(new MovingAverageConvergenceDivergence(12, 26, 9), x =>
                [("macd", () => x.Value), ("macd_signal", () => x.Signal), ("macd_hist", () => x.Histogram)]),
            ["MFI 14"] = _ => OfBars(new MoneyFlowIndex(14), x => [("mfi_14", () => x.Value)]),
            ["OBV"] = _ => OfBars(new OnBalanceVolume(), x => [("obv", () => x.Value)]),
            ["ROC 10"] = _ => OfCloses(new RateOfChange(10), x => [("roc_10", () => x.Value)]),
            ["RSI 14"] = _ => OfCloses(new RelativeStrengthIndex(14), x => [("rsi_14", () => x.Value)]),
            ["RSI 7"] = _ => OfCloses(new RelativeStrengthIndex(7), x => [("rsi_7", () => x.Value)]),
            ["Slope 20"] = _ => OfCloses(new RegressionSlope(20), x => [("slope_20", () => x.Value)]),
            ["SMA 20"] = _ => OfCloses(new SimpleMovingAverage(20), x => [("sma_20", () => x.Value)]),
            ["Standard deviation 20"] = _ => OfCloses(new StandardDeviation(20), x => [("stdev_20", () => x.Value),
                ("sma_20", () => x.Mean), ("bb_zscore", () => x.ZScore)]),
            ["Stochastic 14 3 3"] = _ => OfBars(new StochasticOscillator(14, 3, 3), x =>
                [("stoch_k", () => x.Value), ("stoch_d", () => x.Signal)]),
            ["Stochastic RSI 14 14 3 3"] = _ => OfCloses(new StochasticRelativeStrengthIndex(14, 14, 3, 3), x =>
                [("stochrsi", () => x.Value), ("stochrsi_signal", () => x.Signal)]),
            ["SuperTrend 10"] = _ => OfBars(new SuperTrend(10, 3), x => [("supertrend", () => x.Value)]),
            ["TRIX 14"] = _ => OfCloses(new TripleExponentialOscillator(14), x => [("trix_14", () => x.Value)]),
            ["True range"] = _ => OfBars(new TrueRange(), x => [("tr", () => x.Value)]),
            ["TSI 25 13"] = _ => OfCloses(new TrueStrengthIndex(25, 13), x => [("tsi_25_13", () => x.Value)]),
            ["VWAP anchored"] = anchor => OfPrices(VolumeWeightedAveragePrice.From(anchor)),
            ["VWAP per UTC day"] = _ => OfPrices(VolumeWeightedAveragePrice.PerUtcDay(), column: ""),
            ["Williams %R 14"] = _ => OfBars(new WilliamsPercentRange(14), x => [("williams_r_14", () => x.Value)]),
        };

    /// <summary>The names, as rows of a theory.</summary>
    public static TheoryData<string> Names => new(All.Keys);

    /// <summary>A fresh instance of the named indicator.</summary>
    public static IndicatorSubject Of(string name) => All[name](Anchor);

    /// <summary>The bits of every output, so that NaN equals NaN and −0 does not equal 0.</summary>
    public long[] Bits() => [.. Outputs.Select(output => BitConverter.DoubleToInt64Bits(output.Read()))];

    /// <summary>The state as bytes.</summary>
    public byte[] Save()
    {
        var bytes = new byte[Indicator.StateBytes];
        var writer = new StateWriter(bytes);
        Indicator.Save(ref writer);
        Assert.Equal(bytes.Length, writer.Position);
        return bytes;
    }

    /// <summary>Replaces the state.</summary>
    public void Load(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes);
        Indicator.Load(ref reader);
        Assert.Equal(bytes.Length, reader.Position);
    }

    private static IndicatorSubject OfBars<T>(T indicator, Func<T, (string, Func<double>)[]> outputs)
        where T : IBarIndicator => new(indicator, (_, bar) => indicator.Add(bar), outputs(indicator));

    private static IndicatorSubject OfCloses<T>(T indicator, Func<T, (string, Func<double>)[]> outputs)
        where T : ICloseIndicator => new(indicator, (_, bar) => indicator.Add(bar.Close), outputs(indicator));

    private static IndicatorSubject OfPrices(VolumeWeightedAveragePrice price, string column = "vwap_session") =>
        new(price, (minute, bar) => price.Add(minute, bar), (column, () => price.Value));
}
