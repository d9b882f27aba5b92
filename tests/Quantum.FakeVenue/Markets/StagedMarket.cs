using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.FakeVenue.Markets;

/// <summary>
/// A market that stands still until it is told to move: each contract trades flat, and what a test stages happens in
/// the minute after the one that was last read. Last and mark price are one.
/// </summary>
public sealed class StagedMarket : ICandleSource
{
    private const int PriceScale = 2;
    private const int VolumeScale = 1;
    private const int HistoryMinutes = 120;
    private const int MinutesKept = 100_000;
    private const long VolumeSteps = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Symbol, Queue<Staged>> _staged = [];

    /// <summary>Opens contracts that have stood at 100 for two hours and for ten days before.</summary>
    /// <param name="now">Where the venue's clock stands.</param>
    /// <param name="symbols">Their names, at least one.</param>
    public StagedMarket(DateTimeOffset now, params IReadOnlyList<Symbol> symbols)
    {
        var origin = Minute.Of(now) - HistoryMinutes;
        Contracts = [.. symbols.Order().Select(symbol => Open(symbol, origin))];
        foreach (var symbol in symbols) _staged[symbol] = new();
    }

    /// <inheritdoc/>
    public IReadOnlyList<ContractTape> Contracts { get; }

    /// <inheritdoc/>
    public void AdvanceTo(Minute minute)
    {
        lock (_gate)
        {
            foreach (var contract in Contracts)
            {
                while (contract.Minutes.Next <= minute) Append(contract);
            }
        }
    }

    /// <summary>Goes straight to a price in the coming minute.</summary>
    public void Move(Symbol symbol, decimal price) => Stage(symbol, new(price, null));

    /// <summary>Pays funding at the start of the coming minute, on the price of then.</summary>
    public void Pay(Symbol symbol, double rate) => Stage(symbol, new(null, rate));

    private void Stage(Symbol symbol, Staged staged)
    {
        lock (_gate) _staged[symbol].Enqueue(staged);
    }

    private void Append(ContractTape contract)
    {
        var minutes = contract.Minutes;
        var from = minutes.At(minutes.Next - 1).Last.Close;
        var staged = _staged[contract.Symbol].TryDequeue(out var next) ? next : default;
        if (staged.Rate is { } rate)
            contract.Funding.Add(new FundingPayment(minutes.Next.Start, rate, from));
        var to = staged.Price is { } price ? (int)(price * 100) : from;
        Append(contract, new TickBar(from, Math.Max(from, to), Math.Min(from, to), to));
    }

    private static void Append(ContractTape contract, TickBar bar)
    {
        var minute = contract.Minutes.Next;
        contract.Minutes.Append(new MinuteBar(bar, bar, VolumeSteps, -1));
        contract.Hours.Fold(minute, 1, bar.High / 100.0, bar.Low / 100.0, bar.Close / 100.0, bar.Close);
    }

    private static ContractTape Open(Symbol symbol, Minute origin)
    {
        var rules = new SymbolRules(symbol, ContractStatus.Trading, "USDT", IsPerpetual: true,
            origin.Start.AddDays(-100), TickSize: 0.01m, StepSize: 0.1m, QuantityMin: 0.1m, QuantityMax: 100_000m,
            NotionalMin: 5m, FundingIntervalHours: 8, MaintenanceTiers.Deep);
        var minutes = new MinuteBars(MinutesKept, origin, PriceScale, VolumeScale);
        var contract = new ContractTape(
            rules, SpreadBps: 2, minutes, new HourBars(HourBars.HoursMin), new FundingSchedule(8));
        var hour = new Minute(origin.Index / 60 * 60);
        for (var each = hour - (10 * 1440); each < hour; each += 60)
            contract.Hours.Fold(each, 60, 101, 99, each.Index / 60 % 2 == 0 ? 100.5 : 99.5, 1_000_000);
        for (var past = 0; past < HistoryMinutes; past++) Append(contract, TickBar.Flat(10_000));
        return contract;
    }

    private readonly record struct Staged(decimal? Price, double? Rate);
}
