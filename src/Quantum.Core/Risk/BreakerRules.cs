using Quantum.Core.Accounting;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Risk;

/// <summary>
/// Which breakers are out, judged by equity in account currency and by hours, not by candles. They stop entries only:
/// exits and stop repair never ask them. The same in backtest, paper and live.
/// </summary>
public static class BreakerRules
{
    /// <summary>Faults are counted so far back.</summary>
    public static readonly TimeSpan FaultsWindow = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Entries stay away so long after faults were last found to be too many; they are counted once a minute.
    /// </summary>
    public static readonly TimeSpan FaultsPause = TimeSpan.FromMinutes(2);

    /// <summary>Puts breakers out and lets those go back whose time has come.</summary>
    /// <param name="book">What is remembered.</param>
    /// <param name="account">Equity and its marks; <see langword="null"/> before the first reading.</param>
    /// <param name="settings">All limits.</param>
    /// <param name="now">UTC.</param>
    /// <param name="signs">What the system saw of itself; nothing by default.</param>
    public static RiskBook Judge(RiskBook book, AccountBooks? account, TradingSettings settings, DateTimeOffset now,
        SystemSigns signs = default)
    {
        var trips = new List<BreakerTrip>(book.Trips.Where(trip => trip.Until is null || trip.Until > now));
        foreach (var found in Found(book, account, settings, now)) Put(trips, found);
        foreach (var found in BySigns(signs, settings.Breaker, now)) Put(trips, found);
        if (account is { IsBalanced: true }) trips.RemoveAll(trip => trip.Reason.Code == ReasonCode.BreakerReconcile);
        if (signs.UnknownSeconds < settings.Breaker.UnknownOrderMaxSeconds)
            trips.RemoveAll(trip => trip.Reason.Code == ReasonCode.BreakerUnknownOrder);
        return trips.SequenceEqual(book.Trips) ? book : book with { Trips = trips };
    }

    /// <summary>A breaker that is out already keeps its first evidence; only a later end is taken over.</summary>
    private static void Put(List<BreakerTrip> trips, BreakerTrip found)
    {
        var index = trips.FindIndex(trip => trip.Reason.Code == found.Reason.Code);
        if (index < 0) trips.Add(found);
        else if (trips[index].Until < found.Until) trips[index] = trips[index] with { Until = found.Until };
    }

    private static IEnumerable<BreakerTrip> Found(
        RiskBook book, AccountBooks? account, TradingSettings settings, DateTimeOffset now)
    {
        if (account is not null)
        {
            foreach (var trip in ByEquity(account, settings, now)) yield return trip;
        }

        foreach (var trip in ByStops(book, settings.Breaker, now)) yield return trip;
        foreach (var trip in ByConduct(book, settings, now)) yield return trip;
    }

    private static IEnumerable<BreakerTrip> ByEquity(AccountBooks account, TradingSettings settings, DateTimeOffset now)
    {
        var dayLoss = account.DayStartEquity > 0 ? 1 - account.Equity / account.DayStartEquity : 0;
        // The loss is of the day that was read: yesterday's books, judged after midnight, must not bar today.
        var dayEnd = new DateTimeOffset(account.ReadAt.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        if (dayLoss >= settings.Risk.DailyLossMax && dayEnd > now)
        {
            var (loss, limit) = ((double)dayLoss, (double)settings.Risk.DailyLossMax);
            yield return new(new Reason(ReasonCode.BreakerDailyLoss, loss, limit), now, dayEnd);
        }

        var drawdown = account.PeakEquity > 0 ? (double)(1 - account.Equity / account.PeakEquity) : 0;
        if (drawdown >= settings.Breaker.DrawdownMax)
            yield return new(new Reason(ReasonCode.BreakerDrawdown, drawdown, settings.Breaker.DrawdownMax), now, null);
        if (!account.IsBalanced)
            yield return new(new Reason(ReasonCode.BreakerReconcile, (double)account.Mismatch, 0), now, null);
    }

    private static IEnumerable<BreakerTrip> ByStops(RiskBook book, BreakerSettings settings, DateTimeOffset now)
    {
        var stops = book.Exits.Where(exit => exit.IsStop).ToList();
        foreach (var (window, limit, pause) in new[]
        {
            (TimeSpan.FromHours(24), settings.StopsPerDayMax, TimeSpan.FromHours(2)),
            (TimeSpan.FromHours(1), settings.StopsPerHourMax, TimeSpan.FromHours(1)),
        })
        {
            var recent = stops.Where(exit => now - exit.At <= window).ToList();
            if (recent.Count < limit || recent[^1].At + pause <= now) continue; // This window is quiet.
            var reason = new Reason(ReasonCode.BreakerStopCluster, recent.Count, limit);
            yield return new(reason, now, recent[^1].At + pause);
        }
    }

    /// <summary>A system that fails, or does not know what it did, enters nothing more until that is over.</summary>
    private static IEnumerable<BreakerTrip> BySigns(SystemSigns signs, BreakerSettings settings, DateTimeOffset now)
    {
        if (signs.UnknownSeconds >= settings.UnknownOrderMaxSeconds)
        {
            yield return new(new Reason(ReasonCode.BreakerUnknownOrder, signs.UnknownSeconds,
                settings.UnknownOrderMaxSeconds), now, null);
        }

        if (signs.Faults >= settings.FaultsMax)
        {
            yield return new(
                new Reason(ReasonCode.BreakerFaults, signs.Faults, settings.FaultsMax), now, now + FaultsPause);
        }
    }

    private static IEnumerable<BreakerTrip> ByConduct(RiskBook book, TradingSettings settings, DateTimeOffset now)
    {
        var breaker = settings.Breaker;
        var errors = book.VenueErrors.Count(at => now - at <= TimeSpan.FromMinutes(10));
        if (errors >= breaker.OrderErrorsMax)
            yield return new(new Reason(ReasonCode.BreakerOrderErrors, errors, breaker.OrderErrorsMax), now, null);

        var entries = book.Entries.Count(at => now - at <= TimeSpan.FromHours(1));
        if (entries > breaker.EntriesPerHourMax)
            yield return new(new Reason(ReasonCode.BreakerEntryRate, entries, breaker.EntriesPerHourMax), now, null);

        if (book.SlippagesBps.Count < RiskBook.SlippageSamples) yield break;
        var median = book.SlippagesBps.Order().ElementAt(RiskBook.SlippageSamples / 2);
        var limit = breaker.SlippageRatioMax * settings.Market.SlippageBps;
        if (median > limit) yield return new(new Reason(ReasonCode.BreakerSlippage, median, limit), now, null);
    }
}
