using Quantum.Core.Indicators;
using Quantum.Core.Markets;
using Skender.Stock.Indicators;
using Quote = Skender.Stock.Indicators.Quote;

namespace Quantum.Conformance.Skender;

/// <summary>One indicator of ours, and the figures that it must equal.</summary>
/// <param name="Feed">Folds in the next candle.</param>
/// <param name="Read">Its outputs; NaN while undefined.</param>
internal sealed record Judged(Action<Minute, Bar> Feed, IReadOnlyList<Func<double>> Read)
{
    /// <summary>
    /// Every indicator by its name: ours, begun at the minute of the first candle, and Skender's figures over the same
    /// quotes, one array per output.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, (Func<Minute, Judged> Ours, Func<List<Quote>, double[][]> Judge)>
        All = new Dictionary<string, (Func<Minute, Judged>, Func<List<Quote>, double[][]>)>
        {
            ["ADX 14"] = (_ => Bars(new AverageDirectionalIndex(14), x =>
                [() => x.Value, () => x.PlusDirectionalIndicator, () => x.MinusDirectionalIndicator]),
                quotes => Columns(quotes.GetAdx(14), x => x.Adx, x => x.Pdi, x => x.Mdi)),
            ["Aroon 25"] = (_ => Bars(new Aroon(25), x => [() => x.Value, () => x.Up, () => x.Down]),
                quotes => Columns(quotes.GetAroon(25), x => x.Oscillator, x => x.AroonUp, x => x.AroonDown)),
            ["ATR 14"] = (_ => Bars(new AverageTrueRange(14), x => [() => x.Value, () => x.TrueRange]),
                quotes => Columns(quotes.GetAtr(14), x => x.Atr, x => x.Tr)),
            ["Bollinger 20 2"] = (_ => Closes(new BollingerBands(20, 2), x =>
                [() => x.Value, () => x.Upper, () => x.Lower, () => x.Width, () => x.PercentB, () => x.ZScore]),
                quotes => Columns(quotes.GetBollingerBands(20, 2), x => x.Sma, x => x.UpperBand, x => x.LowerBand,
                    x => x.Width, x => x.PercentB, x => x.ZScore)),
            ["CCI 20"] = (_ => Bars(new CommodityChannelIndex(20), x => [() => x.Value]),
                quotes => Columns(quotes.GetCci(20), x => x.Cci)),
            ["Choppiness 14"] = (_ => Bars(new ChoppinessIndex(14), x => [() => x.Value]),
                quotes => Columns(quotes.GetChop(14), x => x.Chop)),
            ["CMF 14"] = (_ => Bars(new ChaikinMoneyFlow(14), x => [() => x.Value]),
                quotes => Columns(quotes.GetCmf(14), x => x.Cmf)),
            ["Donchian 20"] = (_ => Bars(new DonchianChannel(20), x => [() => x.Upper, () => x.Lower, () => x.Value]),
                quotes => Columns(quotes.GetDonchian(20), x => (double?)x.UpperBand, x => (double?)x.LowerBand,
                    x => (double?)x.Centerline)),
            ["EMA 9"] = (_ => Closes(new ExponentialMovingAverage(9), x => [() => x.Value]),
                quotes => Columns(quotes.GetEma(9), x => x.Ema)),
            ["EMA 200"] = (_ => Closes(new ExponentialMovingAverage(200), x => [() => x.Value]),
                quotes => Columns(quotes.GetEma(200), x => x.Ema)),
            ["KAMA 10 2 30"] = (_ => Closes(new KaufmanAdaptiveMovingAverage(10, 2, 30), x => [() => x.Value]),
                quotes => Columns(quotes.GetKama(10, 2, 30), x => x.Kama)),
            ["Keltner 20 2 10"] = (_ => Bars(new KeltnerChannel(20, 2, 10), x =>
                [() => x.Upper, () => x.Lower, () => x.Value]),
                quotes => Columns(quotes.GetKeltner(20, 2, 10), x => x.UpperBand, x => x.LowerBand, x => x.Centerline)),
            ["MACD 12 26 9"] = (_ => Closes(new MovingAverageConvergenceDivergence(12, 26, 9), x =>
                [() => x.Value, () => x.Signal, () => x.Histogram]),
                quotes => Columns(quotes.GetMacd(12, 26, 9), x => x.Macd, x => x.Signal, x => x.Histogram)),
            ["MFI 14"] = (_ => Bars(new MoneyFlowIndex(14), x => [() => x.Value]),
                quotes => Columns(quotes.GetMfi(14), x => x.Mfi)),
            ["OBV"] = (_ => Bars(new OnBalanceVolume(), x => [() => x.Value]),
                quotes => Columns(quotes.GetObv(), x => x.Obv)),
            ["ROC 10"] = (_ => Closes(new RateOfChange(10), x => [() => x.Value]),
                quotes => Columns(quotes.GetRoc(10), x => x.Roc)),
            ["RSI 14"] = (_ => Closes(new RelativeStrengthIndex(14), x => [() => x.Value]),
                quotes => Columns(quotes.GetRsi(14), x => x.Rsi)),
            ["Slope 14"] = (_ => Closes(new RegressionSlope(14), x => [() => x.Value]),
                quotes => Columns(quotes.GetSlope(14), x => x.Slope)),
            ["SMA 20"] = (_ => Closes(new SimpleMovingAverage(20), x => [() => x.Value]),
                quotes => Columns(quotes.GetSma(20), x => x.Sma)),
            ["Standard deviation 20"] = (_ => Closes(new StandardDeviation(20), x =>
                [() => x.Value, () => x.Mean, () => x.ZScore]),
                quotes => Columns(quotes.GetStdDev(20), x => x.StdDev, x => x.Mean, x => x.ZScore)),
            ["Stochastic 14 3 3"] = (_ => Bars(new StochasticOscillator(14, 3, 3), x =>
                [() => x.Value, () => x.Signal]),
                quotes => Columns(quotes.GetStoch(14, 3, 3), x => x.K, x => x.D)),
            ["Stochastic RSI 14 14 3 3"] = (_ => Closes(new StochasticRelativeStrengthIndex(14, 14, 3, 3), x =>
                [() => x.Value, () => x.Signal]),
                quotes => Columns(quotes.GetStochRsi(14, 14, 3, 3), x => x.StochRsi, x => x.Signal)),
            ["SuperTrend 10 3"] = (_ => Bars(new SuperTrend(10, 3), x => [() => x.Value]),
                quotes => Columns(quotes.GetSuperTrend(10, 3), x => (double?)x.SuperTrend)),
            ["TRIX 14"] = (_ => Closes(new TripleExponentialOscillator(14), x => [() => x.Value]),
                quotes => Columns(quotes.GetTrix(14), x => x.Trix)),
            ["True range"] = (_ => Bars(new TrueRange(), x => [() => x.Value]),
                quotes => Columns(quotes.GetTr(), x => x.Tr)),
            ["TSI 25 13"] = (_ => Closes(new TrueStrengthIndex(25, 13), x => [() => x.Value]),
                quotes => Columns(quotes.GetTsi(25, 13), x => x.Tsi)),
            ["VWAP"] = (minute => Prices(VolumeWeightedAveragePrice.From(minute)),
                quotes => Columns(quotes.GetVwap(), x => x.Vwap)),
            ["VWAP per UTC day"] = (_ => Prices(VolumeWeightedAveragePrice.PerUtcDay()),
                quotes => Columns(quotes.GroupBy(quote => quote.Date.Date).SelectMany(day => day.GetVwap()),
                    x => x.Vwap)),
            ["Williams %R 14"] = (_ => Bars(new WilliamsPercentRange(14), x => [() => x.Value]),
                quotes => Columns(quotes.GetWilliamsR(14), x => x.WilliamsR)),
        };

    private static Judged Bars<T>(T indicator, Func<T, Func<double>[]> outputs)
        where T : IBarIndicator => new((_, bar) => indicator.Add(bar), outputs(indicator));

    private static Judged Closes<T>(T indicator, Func<T, Func<double>[]> outputs)
        where T : ICloseIndicator => new((_, bar) => indicator.Add(bar.Close), outputs(indicator));

    private static Judged Prices(VolumeWeightedAveragePrice price) =>
        new((minute, bar) => price.Add(minute, bar), [() => price.Value]);

    private static double[][] Columns<T>(IEnumerable<T> results, params Func<T, double?>[] outputs)
    {
        var rows = results.ToList();
        return [.. outputs.Select(output => rows.Select(row => output(row) ?? double.NaN).ToArray())];
    }
}
