using Quantum.Core.Markets;

namespace Quantum.Datasets.Tests.Fakes;

/// <summary>Candles of one contract, kept in memory.</summary>
internal sealed class Recording(
    string name, IReadOnlyList<Candle> candles, IReadOnlyList<SettledFunding>? funding = null)
{
    /// <summary>2025-06-02T00:00Z, a Monday.</summary>
    public static readonly Minute Start = Minute.OfKey("20250602T0000");

    public Symbol Symbol { get; } = Symbol.Of(name);

    public IReadOnlyList<Candle> Candles { get; } = candles;

    public List<SettledFunding> Funding { get; } = [.. funding ?? []];

    /// <summary>A walk from <see cref="Start"/> on, with wild stretches, still minutes and untraded ones.</summary>
    /// <param name="name">The contract.</param>
    /// <param name="count">Minutes, holes included.</param>
    /// <param name="seed">The same seed gives the same candles.</param>
    /// <param name="holes">Minutes after the start that have no candle.</param>
    public static Recording Walk(string name, int count, int seed, params int[] holes)
    {
        var random = new Random(seed);
        var (candles, ticks) = (new List<Candle>(count), 10_000);
        for (var index = 0; index < count; index++)
        {
            var open = ticks;
            var step = index / 200 % 3 == 2 ? 60 : 12;
            ticks = Math.Max(2_000, ticks + random.Next(-step, step + 1) + ((10_000 - ticks) / 500));
            if (random.Next(40) == 0) ticks = open;
            var (high, low) = (Math.Max(open, ticks) + random.Next(10), Math.Min(open, ticks) - random.Next(10));
            var volume = random.Next(20) == 0 ? 0 : random.Next(1, 100_000_000) / 1_000m;
            if (holes.Contains(index)) continue;
            candles.Add(Candle.Of(
                Start + index, open * 0.01m, high * 0.01m, low * 0.01m, ticks * 0.01m, volume));
        }

        return new(name, candles);
    }

    /// <summary>The recording as a data set wants it.</summary>
    /// <param name="to">End, exclusive; <see langword="null"/> for all.</param>
    public DatasetContract ToContract(Minute? to = null)
    {
        var end = to ?? new Minute(int.MaxValue);
        var candles = Candles.Where(candle => candle.Minute < end).ToList();
        var funding = Funding.Where(payment => payment.At < end.Start).ToList();
        var source = new DatasetSource($"1m/{Symbol}.csv.gz", new string('0', 64), candles.Count);
        return new(Symbol, candles.Count, candles.Count, funding, [source], () => new Reader(candles))
        {
            HasFundingFile = Funding.Count > 0,
        };
    }

    private sealed class Reader(List<Candle> candles) : ICandleReader
    {
        private int _next;

        public int Read(Span<Candle> into)
        {
            var count = Math.Min(into.Length, candles.Count - _next);
            for (var index = 0; index < count; index++) into[index] = candles[_next + index];
            _next += count;
            return count;
        }

        public void Dispose() => _next = candles.Count;
    }
}
