using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

/// <summary>A source whose minutes a test writes down; prices have two decimals.</summary>
internal sealed class TapeSource : ICandleSource
{
    public static readonly Minute Origin = Minute.OfKey("20250602T1800");

    private readonly List<ContractTape> _contracts = [];

    public IReadOnlyList<ContractTape> Contracts => _contracts;

    public Minute AdvancedTo { get; private set; }

    public void AdvanceTo(Minute minute) => AdvancedTo = minute;

    /// <summary>Adds a contract with the minutes from the origin on; a null is a hole.</summary>
    public TapeSource With(string name, double spreadBps, params TickBar?[] bars) =>
        With(name, spreadBps, capacity: 1_000, bars);

    public TapeSource With(string name, double spreadBps, int capacity, params TickBar?[] bars)
    {
        var minutes = new MinuteBars(capacity, Origin, priceScale: 2, volumeScale: 0);
        var before = default(MinuteBar);
        foreach (var bar in bars)
        {
            before = bar is { } last ? new MinuteBar(last, Half(last), 10, -1) : MinuteBar.HoleAfter(before);
            minutes.Append(before);
        }

        var rules = new SymbolRules(Symbol.Of(name), ContractStatus.Trading, "USDT", true, Origin.Start,
            0.01m, 1m, 1m, 1_000_000m, 5m, 8, MaintenanceTiers.Ordinary);
        _contracts.Add(new ContractTape(
            rules, spreadBps, minutes, new HourBars(HourBars.HoursMin), new FundingSchedule(8)));
        return this;
    }

    /// <summary>The mark of a test: every price is half the last one, so that the two cannot be mixed up.</summary>
    public static TickBar Half(TickBar bar) => new(bar.Open / 2, bar.High / 2, bar.Low / 2, bar.Close / 2);
}
