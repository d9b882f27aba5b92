using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.App.Tests.Fakes;

/// <summary>
/// A market that stands still at 100 until a test moves it: ticks of 0.01, steps of 0.1, last and mark price alike,
/// one million quote units traded a minute, funding of 0.01 % at 00, 08 and 16 o'clock.
/// </summary>
public sealed class FlatMarket : ICandleSource
{
    /// <summary>The price in ticks.</summary>
    public const int Ticks = 10_000;

    private readonly Dictionary<(Symbol Symbol, Minute Minute), TickBar?> _moves = [];
    private readonly ContractTape[] _contracts;

    /// <summary>Lists contracts named <c>AAAUSDT</c>, <c>BBBUSDT</c> and so on.</summary>
    /// <param name="origin">First minute with a candle.</param>
    /// <param name="count">Contracts, 1 to 26.</param>
    public FlatMarket(Minute origin, int count) =>
        _contracts = [.. Enumerable.Range(0, count).Select(index => List(SymbolOf(index), origin))];

    /// <inheritdoc/>
    public IReadOnlyList<ContractTape> Contracts => _contracts;

    /// <summary>The name of the index-th contract.</summary>
    public static Symbol SymbolOf(int index) => Symbol.Of(new string((char)('A' + index), 3) + "USDT");

    /// <summary>Sets a minute that has not come yet; <see langword="null"/> makes it a hole.</summary>
    public void Move(Symbol symbol, Minute minute, TickBar? bar) => _moves[(symbol, minute)] = bar;

    /// <summary>A minute in which the price goes straight from its last close to another price.</summary>
    public void Move(Symbol symbol, Minute minute, int from, int to) =>
        Move(symbol, minute, new TickBar(from, Math.Max(from, to), Math.Min(from, to), to));

    /// <inheritdoc/>
    public void AdvanceTo(Minute minute)
    {
        foreach (var contract in _contracts)
        {
            while (contract.Minutes.Next <= minute) Append(contract, contract.Minutes.Next);
        }
    }

    private void Append(ContractTape contract, Minute minute)
    {
        var hasBefore = contract.Minutes.TryFind(minute - 1, out var before);
        var close = hasBefore ? before.Last.Close : Ticks;
        var bar = _moves.TryGetValue((contract.Symbol, minute), out var moved) ? moved : TickBar.Flat(close);
        contract.Minutes.Append(bar is { } known
            ? new MinuteBar(known, known, 100_000, -1)
            : MinuteBar.HoleAfter(before));
        if (minute.Index % 480 == 0) contract.Funding.Add(new(minute.Start, 0.0001, close));
    }

    private static ContractTape List(Symbol symbol, Minute origin)
    {
        var rules = new SymbolRules(symbol, ContractStatus.Trading, "USDT", true, origin.Start.AddDays(-100),
            0.01m, 0.1m, 0.1m, 100_000m, 5m, 8, MaintenanceTiers.Ordinary);
        return new ContractTape(rules, SpreadBps: 1, new MinuteBars(10_000, origin, priceScale: 2, volumeScale: 1),
            new HourBars(HourBars.HoursMin), new FundingSchedule(8));
    }
}
