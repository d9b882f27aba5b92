using Quantum.Core.Indicators;

namespace Quantum.Benchmarks.Skender;

/// <summary>The same eleven indicators of every symbol, with one new candle folded in.</summary>
internal sealed class StreamingScan
{
    private readonly Bar[][] _bars =
        [.. Enumerable.Range(0, Walk.Symbols).Select(seed => Walk.Quotes(seed).Select(Walk.ToBar).ToArray())];
    private readonly Eleven[] _symbols = [.. Enumerable.Range(0, Walk.Symbols).Select(_ => new Eleven())];
    private int _next;

    /// <summary>Folds the whole window in, as a run that has been going on has.</summary>
    public StreamingScan()
    {
        for (var index = 0; index < Walk.Window; index++) Run();
    }

    /// <summary>One scan.</summary>
    /// <returns>The sum of the newest figures, so that none is left out.</returns>
    public double Run()
    {
        var sum = 0d;
        for (var symbol = 0; symbol < _symbols.Length; symbol++) sum += _symbols[symbol].Add(_bars[symbol][_next]);
        _next = (_next + 1) % Walk.Window;
        return sum;
    }

    private sealed class Eleven
    {
        private readonly RelativeStrengthIndex _rsi = new(14);
        private readonly ExponentialMovingAverage _fast = new(9);
        private readonly ExponentialMovingAverage _middle = new(21);
        private readonly ExponentialMovingAverage _slow = new(50);
        private readonly MovingAverageConvergenceDivergence _macd = new(12, 26, 9);
        private readonly AverageTrueRange _atr = new(14);
        private readonly BollingerBands _bollinger = new(20, 2);
        private readonly AverageDirectionalIndex _adx = new(14);
        private readonly StochasticRelativeStrengthIndex _stochastic = new(14, 14, 3, 3);
        private readonly MoneyFlowIndex _mfi = new(14);
        private readonly OnBalanceVolume _obv = new();

        public double Add(in Bar bar)
        {
            var close = bar.Close;
            _rsi.Add(close);
            _fast.Add(close);
            _middle.Add(close);
            _slow.Add(close);
            _macd.Add(close);
            _atr.Add(bar);
            _bollinger.Add(close);
            _adx.Add(bar);
            _stochastic.Add(close);
            _mfi.Add(bar);
            _obv.Add(bar);
            return _rsi.Value + _fast.Value + _middle.Value + _slow.Value + _macd.Value + _atr.Value
                + _bollinger.PercentB + _adx.Value + _stochastic.Value + _mfi.Value + _obv.Value;
        }
    }
}
