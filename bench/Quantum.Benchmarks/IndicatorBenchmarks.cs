using BenchmarkDotNet.Attributes;
using Quantum.Core.Indicators;

namespace Quantum.Benchmarks;

/// <summary>
/// The eleven indicators RSI 14, EMA 9/21/50, MACD, ATR 14, Bollinger, ADX 14, Stochastic RSI, MFI 14 and OBV,
/// streaming, per candle.
/// </summary>
[MemoryDiagnoser]
public class IndicatorBenchmarks
{
    private const int Candles = 100_000;
    private readonly Bar[] _bars = new Bar[Candles];

    private readonly ICloseIndicator[] _closes =
    [
        new RelativeStrengthIndex(14), new ExponentialMovingAverage(9), new ExponentialMovingAverage(21),
        new ExponentialMovingAverage(50), new MovingAverageConvergenceDivergence(12, 26, 9), new BollingerBands(20, 2),
        new StochasticRelativeStrengthIndex(14, 14, 3, 3),
    ];

    private readonly IBarIndicator[] _full =
    [
        new AverageTrueRange(14), new AverageDirectionalIndex(14), new MoneyFlowIndex(14), new OnBalanceVolume(),
    ];

    /// <summary>A seeded walk.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var state = 42u;
        var close = 100.0;
        for (var index = 0; index < Candles; index++)
        {
            var open = close;
            close *= 1 + (Next(ref state) - 0.5) * 0.004;
            var (high, low) = (Math.Max(open, close) * 1.0005, Math.Min(open, close) * 0.9995);
            _bars[index] = Bar.Of(open, high, low, close, 1 + Next(ref state) * 1_000);
        }
    }

    /// <summary>All eleven over every candle.</summary>
    [Benchmark(OperationsPerInvoke = Candles)]
    public double Eleven()
    {
        var sum = 0.0;
        foreach (ref readonly var bar in _bars.AsSpan())
        {
            foreach (var indicator in _closes) indicator.Add(bar.Close);
            foreach (var indicator in _full) indicator.Add(bar);
            sum += _closes[0].Value;
        }

        return sum;
    }

    private static double Next(ref uint state)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state / (double)uint.MaxValue;
    }
}
