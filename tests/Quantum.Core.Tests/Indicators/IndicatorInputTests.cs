using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class IndicatorInputTests
{
    /// <summary>Constructors whose parameters lie just outside what their documentation allows.</summary>
    public static TheoryData<string, Action> Refused => new()
    {
        { "RSI 0", () => _ = new RelativeStrengthIndex(0) },
        { "RSI 10,081", () => _ = new RelativeStrengthIndex(10_081) },
        { "EMA 0", () => _ = new ExponentialMovingAverage(0) },
        { "EMA smallest", () => _ = new ExponentialMovingAverage(int.MinValue) },
        { "SMA 0", () => _ = new SimpleMovingAverage(0) },
        { "MACD with equal periods", () => _ = new MovingAverageConvergenceDivergence(12, 12, 9) },
        { "MACD without a signal", () => _ = new MovingAverageConvergenceDivergence(12, 26, 0) },
        { "ATR 1", () => _ = new AverageTrueRange(1) },
        { "Bollinger 1", () => _ = new BollingerBands(1, 2) },
        { "Bollinger of width 0", () => _ = new BollingerBands(20, 0) },
        { "Bollinger of width NaN", () => _ = new BollingerBands(20, double.NaN) },
        { "ADX 1", () => _ = new AverageDirectionalIndex(1) },
        { "Stochastic 0", () => _ = new StochasticOscillator(0, 3, 3) },
        { "Stochastic RSI 14, 0", () => _ = new StochasticRelativeStrengthIndex(14, 0, 3, 3) },
        { "CCI 1", () => _ = new CommodityChannelIndex(1) },
        { "MFI 1", () => _ = new MoneyFlowIndex(1) },
        { "ROC 0", () => _ = new RateOfChange(0) },
        { "Williams 0", () => _ = new WilliamsPercentRange(0) },
        { "CMF 0", () => _ = new ChaikinMoneyFlow(0) },
        { "Slope 1", () => _ = new RegressionSlope(1) },
        { "Donchian 0", () => _ = new DonchianChannel(0) },
        { "Keltner 1", () => _ = new KeltnerChannel(1, 2, 10) },
        { "Keltner of width ∞", () => _ = new KeltnerChannel(20, double.PositiveInfinity, 10) },
        { "SuperTrend of distance −1", () => _ = new SuperTrend(10, -1) },
        { "Aroon 0", () => _ = new Aroon(0) },
        { "KAMA with slow < fast", () => _ = new KaufmanAdaptiveMovingAverage(10, 30, 2) },
        { "TSI 0", () => _ = new TrueStrengthIndex(0, 13) },
        { "Choppiness 1", () => _ = new ChoppinessIndex(1) },
        { "TRIX 0", () => _ = new TripleExponentialOscillator(0) },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_parameter_outside_its_bounds_is_refused(string parameters, Action construct) =>
        Assert.True(Record.Exception(construct) is ArgumentOutOfRangeException, parameters);
}
