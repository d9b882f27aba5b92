using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Worlds;

/// <summary>
/// A market that costs next to nothing: contracts near 100 whose prices walk at random, with changing calm and storm,
/// and crash when they are told to. The same seed walks the same way, crashes apart.
/// </summary>
internal sealed class WalkingMarket : ICandleSource
{
    private const int StartTicks = 10_000;
    private const int PriceScale = 2;
    private readonly ContractTape[] _contracts;
    private readonly Xoshiro256[] _random;
    private readonly double[] _storm;
    private readonly double[] _crash;

    /// <summary>Lists contracts named <c>AAAUSDT</c>, <c>BBBUSDT</c> and so on.</summary>
    /// <param name="origin">First minute with a candle.</param>
    /// <param name="count">Contracts, 1 to 26.</param>
    /// <param name="minutesKept">How far back candles can be read.</param>
    /// <param name="seed">The world's seed.</param>
    public WalkingMarket(Minute origin, int count, int minutesKept, ulong seed)
    {
        _contracts = [.. Enumerable.Range(0, count).Select(index => List(index, origin, minutesKept))];
        _random =
        [
            .. Enumerable.Range(0, count).Select(index => new Xoshiro256(Xoshiro256.Derive(seed, (ulong)index))),
        ];
        _storm = new double[count];
        _crash = new double[count];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ContractTape> Contracts => _contracts;

    /// <summary>Lets a contract's next minute fall (share &lt; 0) or rise so far.</summary>
    public void Crash(int contract, double share) => _crash[contract] = share;

    /// <inheritdoc/>
    public void AdvanceTo(Minute minute)
    {
        for (var index = 0; index < _contracts.Length; index++)
        {
            var tape = _contracts[index];
            while (tape.Minutes.Next <= minute) Append(tape, index);
        }
    }

    private void Append(ContractTape tape, int index)
    {
        var (minute, random) = (tape.Minutes.Next, _random[index]);
        var open = tape.Minutes.TryFind(minute - 1, out var before) ? before.Last.Close : StartTicks;
        _storm[index] = (0.97 * _storm[index]) + (0.1 * random.NextBell());
        var sigma = 0.0009 * (1 + Math.Abs(_storm[index]) + (random.Next() % 97 == 0 ? 8 : 0));
        var pull = 0.0004 * (StartTicks - open) / StartTicks; // It stays where its ticks are fine enough.
        var share = pull + (sigma * random.NextBell()) + _crash[index];
        _crash[index] = 0;
        var close = Math.Max(2_000, (int)(open * (1 + share)));
        var wick = (int)(open * sigma * random.NextUniform());
        var last = new TickBar(open, Math.Max(open, close) + wick, Math.Max(1, Math.Min(open, close) - wick), close);
        var basis = (int)(random.Next() % 7) - 3;
        var mark = new TickBar(open + basis, last.High + basis, last.Low + basis, close + basis);
        tape.Minutes.Append(new MinuteBar(last, mark, 5_000_000 + (long)(random.Next() % 1_000_000), -1));
        if (minute.Index % 60 == 0)
            tape.Funding.Add(new(minute.Start, ((int)(random.Next() % 21) - 10) * 0.00002, Math.Max(1, close)));
    }

    private static ContractTape List(int index, Minute origin, int minutesKept)
    {
        var symbol = Symbol.Of(new string((char)('A' + index), 3) + "USDT");
        var rules = new SymbolRules(symbol, ContractStatus.Trading, "USDT", true, origin.Start.AddDays(-100),
            0.01m, 0.001m, 0.001m, 10_000m, 5m, 1, MaintenanceTiers.Ordinary);
        return new ContractTape(rules, SpreadBps: 2, new MinuteBars(minutesKept, origin, PriceScale, volumeScale: 3),
            new HourBars(HourBars.HoursMin), new FundingSchedule(1));
    }
}
