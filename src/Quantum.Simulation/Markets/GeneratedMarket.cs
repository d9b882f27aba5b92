using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>
/// An invented market: contracts of every size that share one factor and have their own volatility clusters, trends,
/// jumps, gaps and silent minutes. The same options give the same minutes on every platform, whenever and in whatever
/// strides they are asked for.
/// </summary>
/// <remarks>
/// Ten days before the origin are invented by the hour, for the day statistics alone; from the origin on, every minute
/// is. Only the newest minutes are kept; there is no way back but to start again from the origin.
/// </remarks>
public sealed class GeneratedMarket : ICandleSource
{
    private const int MinutesPerHour = 60;
    private const int MinutesPerDay = 1_440;
    private const int HistoryDays = 10;
    private const int Stride = 256;

    private readonly MarketWeather _weather;
    private readonly Contract[] _contracts;
    private readonly MinuteWeather[] _stretch = new MinuteWeather[Stride];
    private Minute _next;

    /// <summary>Invents the contracts and their ten days of history; no minute yet.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names every one.</exception>
    public GeneratedMarket(GeneratedMarketOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Origin = new Minute(options.Origin.Index / MinutesPerHour * MinutesPerHour);
        _next = Origin;
        _weather = new MarketWeather(options.Seed);
        _contracts = [.. Enumerable.Range(0, options.SymbolCount)
            .Select(rank => Invent(options, rank))
            .OrderBy(contract => contract.Tape.Symbol)];
        Contracts = [.. _contracts.Select(contract => contract.Tape)];
        InventHistory();
    }

    /// <summary>The first minute: that of the options, down to its whole hour.</summary>
    public Minute Origin { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ContractTape> Contracts { get; }

    /// <inheritdoc/>
    public void AdvanceTo(Minute minute)
    {
        while (_next <= minute)
        {
            var count = Math.Min(Stride, minute - _next + 1);
            var stretch = _stretch.AsSpan(0, count);
            for (var index = 0; index < count; index++)
            {
                stretch[index] = _weather.Next((_next + index).Index % MinutesPerDay);
            }

            // Contract by contract over a stretch of minutes: its state stays in the cache.
            foreach (var contract in _contracts) Fill(contract, stretch);
            _next += count;
        }
    }

    private static void Fill(Contract contract, ReadOnlySpan<MinuteWeather> stretch)
    {
        var (process, tape, tick, step) = contract;
        var minutes = tape.Minutes;
        var fundingMinutes = tape.Rules.FundingIntervalHours * MinutesPerHour;
        foreach (ref readonly var weather in stretch)
        {
            var minute = minutes.Next;
            var bar = process.StepMinute(weather);
            minutes.Append(bar);
            if (minute.Index % fundingMinutes == 0) tape.Funding.Add(process.PayFunding(minute.Start));
            if (!bar.IsCandle) continue;
            var last = bar.Last;
            var price = ((double)last.Open + last.High + last.Low + last.Close) * tick / 4;
            var quoteVolume = bar.VolumeSteps * step * price;
            tape.Hours.Fold(minute, 1, last.High * tick, last.Low * tick, last.Close * tick, quoteVolume);
        }
    }

    private Contract Invent(GeneratedMarketOptions options, int rank)
    {
        var profile = ContractProfile.Invent(options.Seed, rank, Origin);
        var tape = new ContractTape(
            profile.Rules,
            profile.SpreadBps,
            new MinuteBars(options.MinutesKept, Origin, profile.PriceScale, profile.VolumeScale),
            new HourBars(HourBars.HoursMin),
            new FundingSchedule(profile.Rules.FundingIntervalHours));
        var process = new PriceProcess(profile, options, Xoshiro256.Derive(options.Seed, 2_000_000UL + (ulong)rank));
        return new Contract(process, tape, (double)profile.Rules.TickSize, (double)profile.Rules.StepSize);
    }

    private void InventHistory()
    {
        var first = new Minute((Origin.Index / MinutesPerDay * MinutesPerDay) - (HistoryDays * MinutesPerDay));
        for (var hour = first; hour < Origin; hour += MinutesPerHour)
        {
            var marketReturn = _weather.NextHourReturn();
            foreach (var (process, tape, _, _) in _contracts)
            {
                var (high, low, close, quoteVolume) = process.StepHour(marketReturn);
                if (hour.Start < tape.Rules.ListedAt) continue;
                tape.Hours.Fold(hour, MinutesPerHour, high, low, close, quoteVolume);
                var isPaid = hour.Index % (tape.Rules.FundingIntervalHours * MinutesPerHour) == 0;
                if (isPaid) tape.Funding.Add(process.PayFunding(hour.Start));
            }
        }
    }

    // Tick and step as doubles once: turning decimals into doubles costs as much as half a candle.
    private sealed record Contract(PriceProcess Process, ContractTape Tape, double Tick, double Step);
}
