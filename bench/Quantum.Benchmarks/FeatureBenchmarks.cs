using BenchmarkDotNet.Attributes;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Benchmarks;

/// <summary>The whole feature schema: per candle, per minute of the universe, and as a snapshot.</summary>
[MemoryDiagnoser]
public class FeatureBenchmarks
{
    private const int Candles = 20_000;
    private const int WarmUp = 1_500;
    private static readonly Minute Start = Minute.OfKey("20250602T0000");

    private readonly float[] _rows = new float[BenchSystem.SymbolCount * FeatureSchema.Count];
    private readonly Verdict[] _verdicts = new Verdict[BenchSystem.SymbolCount];
    private readonly double[] _fundingRates = new double[BenchSystem.SymbolCount];
    private readonly List<KeyValuePair<Symbol, SymbolFeatures>> _states = [];
    private readonly SymbolFeatures[] _universe = new SymbolFeatures[BenchSystem.SymbolCount];
    private Candle[] _candles = [];
    private byte[] _snapshot = [];
    private CrossSection? _cross;
    private SymbolFeatures _single = new();
    private int _next;
    private Minute _newest;

    /// <summary>A seeded walk, folded into every symbol until it is warm.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _candles = Walk();
        for (var index = 0; index < BenchSystem.SymbolCount; index++)
        {
            _universe[index] = new SymbolFeatures();
            for (var minute = 0; minute < WarmUp; minute++) _universe[index].Add(_candles[minute]);
            var symbol = Symbol.Of(index == 0 ? FeatureSchema.ReferenceSymbol : $"C{index:D3}USDT");
            _states.Add(new(symbol, _universe[index]));
        }

        _states.Sort((left, right) => left.Key.CompareTo(right.Key));
        for (var index = 0; index < _states.Count; index++) _universe[index] = _states[index].Value;
        _cross = new CrossSection([.. _states.Select(state => state.Key)]);
        _snapshot = FeatureSnapshot.Encode(Start + WarmUp, _states);
        _newest = Start + (WarmUp - 1);
        _next = WarmUp;
    }

    /// <summary>One symbol: every candle folded in and its row written.</summary>
    [Benchmark(OperationsPerInvoke = Candles)]
    public float WholeSchemaPerCandle()
    {
        _single = new SymbolFeatures();
        var row = _rows.AsSpan(0, FeatureSchema.OwnCount);
        foreach (ref readonly var candle in _candles.AsSpan())
        {
            _single.Add(candle);
            _single.Write(row);
        }

        return row[0];
    }

    /// <summary>One candle of each of 222 symbols folded in, and the whole matrix written.</summary>
    [Benchmark]
    public float OneMinuteOfTheUniverse()
    {
        _newest += 1;
        ref readonly var pattern = ref _candles[_next];
        _next = _next + 1 < Candles ? _next + 1 : 0;
        var candle = Candle.Of(_newest, pattern.Open, pattern.High, pattern.Low, pattern.Close, pattern.Volume,
            pattern.QuoteVolume);
        foreach (var features in _universe) features.Add(candle);
        _cross!.Write(_newest, _universe, _fundingRates, _rows, _verdicts);
        return _rows[0];
    }

    /// <summary>222 states into one blob.</summary>
    [Benchmark]
    public int EncodeSnapshot() => FeatureSnapshot.Encode(Start + WarmUp, _states).Length;

    /// <summary>One blob back into 222 states.</summary>
    [Benchmark]
    public int DecodeSnapshot() => FeatureSnapshot.Decode(_snapshot).States.Count;

    private static Candle[] Walk()
    {
        var random = new Random(42);
        var candles = new Candle[Candles];
        var open = 10_000;
        for (var index = 0; index < Candles; index++)
        {
            var close = Math.Max(open + random.Next(-20, 21), 2_000);
            var (high, low) = (Math.Max(open, close) + random.Next(10), Math.Min(open, close) - random.Next(10));
            candles[index] = Candle.Of(Start + index, open / 100m, high / 100m, low / 100m, close / 100m,
                random.Next(1, 100_000) / 1_000m);
            open = close;
        }

        return candles;
    }
}
