using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

/// <summary>
/// Ten million candles, nineteen years of minutes, move no figure by more than a millionth. What forgets is compared
/// with a twin that has seen the last candles only; what never forgets with whole numbers. Indicators over windows are
/// not among them: a window is summed anew from its own values at every turn, and a million candles test them.
/// </summary>
public class IIndicatorDriftTests
{
    private const int Candles = 10_000_000;

    /// <summary>The slowest average, KAMA's at rest, has forgotten 99.9999999999998 % of its start by then.</summary>
    private const int WarmUp = 8_000;
    private const double Tolerance = 1e-6;
    private const double TicksPerUnit = 10_000;
    private const double StepsPerUnit = 1_000;

    private static readonly string[] Forgetting =
    [
        "ADX 14", "ATR 14", "EMA 200", "KAMA 10", "Keltner 20", "MACD 12 26 9", "RSI 14", "Stochastic RSI 14 14 3 3",
        "SuperTrend 10", "TRIX 14", "TSI 25 13",
    ];

    [Fact]
    public void Ten_million_candles_leave_no_drift()
    {
        var veterans = Forgetting.Select(IndicatorSubject.Of).ToArray();
        var recruits = Forgetting.Select(IndicatorSubject.Of).ToArray();
        var (volume, price) = (new OnBalanceVolume(), VolumeWeightedAveragePrice.From(IndicatorSubject.Anchor));
        var exact = new WholeNumbers();
        var minute = IndicatorSubject.Anchor;
        foreach (var bar in RandomBars.Of(seed: 29).Take(Candles))
        {
            foreach (var veteran in veterans) veteran.Feed(minute, bar);
            if (minute - IndicatorSubject.Anchor >= Candles - WarmUp)
                foreach (var recruit in recruits) recruit.Feed(minute, bar);
            volume.Add(bar);
            price.Add(minute, bar);
            exact.Add(bar);
            minute += 1;
        }

        foreach (var (veteran, recruit) in veterans.Zip(recruits))
            foreach (var (old, young) in veteran.Outputs.Zip(recruit.Outputs))
                AssertClose(young.Read(), old.Read(), nearZero: 1e-3, $"{veteran.Indicator} {old.Column}");
        AssertClose(exact.Balance, volume.Value, nearZero: 1, "OBV");
        AssertClose(exact.MeanPrice, price.Value, nearZero: 1e-3, "VWAP");
    }

    private static void AssertClose(double expected, double actual, double nearZero, string where) => Assert.True(
        Math.Abs(expected - actual) <= Tolerance * Math.Max(Math.Abs(expected), nearZero),
        $"{where}: expected {expected:R}, was {actual:R}.");

    /// <summary>The anchored figures in ticks and steps, without a rounding error.</summary>
    private sealed class WholeNumbers
    {
        private long _balance;
        private long _volume;
        private long _value;
        private long _close;

        public double Balance => _balance / StepsPerUnit;

        public double MeanPrice => _value / (double)_volume / 3 / TicksPerUnit;

        public void Add(Bar bar)
        {
            var (close, volume) = (Ticks(bar.Close), (long)Math.Round(bar.Volume * StepsPerUnit));
            if (_close > 0) _balance += Math.Sign(close - _close) * volume;
            _close = close;
            _volume += volume;
            _value += (Ticks(bar.High) + Ticks(bar.Low) + close) * volume;
        }

        private static long Ticks(double price) => (long)Math.Round(price * TicksPerUnit);
    }
}
