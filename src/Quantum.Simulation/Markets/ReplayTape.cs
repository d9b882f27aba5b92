using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>Gathers the rows of one recorded contract, and makes its tape when all are there.</summary>
internal sealed class ReplayTape(ReplayMarketOptions options, Symbol symbol, HourBars hours)
{
    /// <summary>Decimals that a traded value is kept with.</summary>
    private const int QuoteVolumeScale = 8;
    private const int HoursPerDay = 24;

    private readonly List<CandleRow> _rows = [];
    private readonly Minute _origin = options.From - options.WarmUpMinutes;
    private int _priceScale;
    private int _volumeScale;
    private bool _hasTraded;

    /// <summary>Whether a candle lies in the replay itself, not only before it.</summary>
    public bool HasTraded => _hasTraded;

    /// <summary>Takes a minute: every one counts for the statistics, those from the warm-up on are kept.</summary>
    public void TakeMinute(CandleRow row)
    {
        var minute = MinuteOf(row);
        hours.Fold(minute, 1, row.High.Value, row.Low.Value, row.Close.Value, row.QuoteValue);
        if (minute < _origin) return;
        _rows.Add(row);
        _priceScale = Math.Max(_priceScale, row.PriceScale);
        _volumeScale = Math.Max(_volumeScale, row.Volume.Scale);
        _hasTraded |= minute >= options.From;
    }

    /// <summary>Takes an hour, for the statistics where its minutes have holes.</summary>
    public void TakeHour(CandleRow row) =>
        hours.Mend(MinuteOf(row), row.High.Value, row.Low.Value, row.Close.Value, row.QuoteValue);

    /// <summary>Makes the tape.</summary>
    /// <param name="file">Path of the file of minutes, for messages.</param>
    /// <param name="listedAt">First row of any file.</param>
    /// <param name="payments">Funding payments, ascending.</param>
    /// <exception cref="CandleFileException">A number is too large for its contract's tick or step.</exception>
    public ContractTape Build(
        string file, DateTimeOffset listedAt, IReadOnlyList<(long Time, double Rate)> payments)
    {
        var minutes = new MinuteBars(options.To - _origin, _origin, _priceScale, _volumeScale);
        var bar = default(MinuteBar);
        foreach (var row in _rows)
        {
            var hole = MinuteBar.HoleAfter(bar);
            while (minutes.Next < MinuteOf(row)) minutes.Append(hole);
            bar = BarOf(file, row);
            minutes.Append(bar);
        }

        var end = MinuteBar.HoleAfter(bar);
        while (minutes.Next < options.To) minutes.Append(end);
        var funding = new FundingSchedule(IntervalOf(payments, options.From.StartMilliseconds));
        foreach (var (time, rate) in payments) funding.Add(PaymentOf(minutes, time, rate));
        return new ContractTape(
            RulesOf(listedAt, minutes, funding.IntervalHours), options.SpreadBps, minutes, hours, funding);
    }

    private MinuteBar BarOf(string file, CandleRow row)
    {
        try
        {
            var last = new TickBar((int)row.Open.At(_priceScale), (int)row.High.At(_priceScale),
                (int)row.Low.At(_priceScale), (int)row.Close.At(_priceScale));
            return new MinuteBar(last, last, row.Volume.At(_volumeScale),
                row.QuoteVolume?.RoundedAt(QuoteVolumeScale) ?? -1);
        }
        catch (OverflowException error)
        {
            throw new CandleFileException(file, 0, null, $"the candle of {MinuteOf(row)} has a number too large for "
                + $"{_priceScale} decimals of prices and {_volumeScale} of volumes", error);
        }
    }

    // The archive has no rules: tick and step are the decimals seen, the rest is what the venue asks of most contracts.
    private SymbolRules RulesOf(DateTimeOffset listedAt, MinuteBars minutes, int fundingIntervalHours) => new(
        symbol,
        ContractStatus.Trading,
        QuoteAsset: "USDT",
        IsPerpetual: true,
        listedAt,
        minutes.TickSize,
        minutes.StepSize,
        QuantityMin: minutes.StepSize,
        QuantityMax: 1_000_000_000 * minutes.StepSize,
        NotionalMin: 5,
        fundingIntervalHours,
        MaintenanceTiers.Ordinary);

    private static FundingPayment PaymentOf(MinuteBars minutes, long time, double rate)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(time);
        var minute = Minute.Of(at);
        var mark = minutes.TryFind(minute, out var bar)
            ? PricePath.PriceAt(bar.Mark, at.UtcTicks - minute.Start.UtcTicks)
            : 0;
        return new FundingPayment(at, rate, mark);
    }

    // The shortest spacing before the replay, for rows may be missing; an interval may change, and the latest counts.
    private static int IntervalOf(IReadOnlyList<(long Time, double Rate)> payments, long from)
    {
        const int IntervalDefault = 8;
        const long MillisecondsPerHour = 3_600_000;
        var shortest = long.MaxValue;
        for (var index = 1; index < payments.Count; index++)
        {
            if (payments[index].Time > from && shortest < long.MaxValue) break;
            shortest = Math.Min(shortest, payments[index].Time - payments[index - 1].Time);
        }

        var hours = shortest == long.MaxValue
            ? IntervalDefault
            : (int)Math.Min(HoursPerDay, (shortest + (MillisecondsPerHour / 2)) / MillisecondsPerHour);
        return hours > 0 && HoursPerDay % hours == 0 ? hours : IntervalDefault;
    }

    private static Minute MinuteOf(CandleRow row) => new((int)(row.OpenTime / 60_000));
}
