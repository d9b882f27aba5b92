using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.Core.Risk;

/// <summary>A place that an open or opening position takes.</summary>
/// <param name="SignalId">The position's id.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side">Direction.</param>
/// <param name="Notional">Value at entry, quote units.</param>
/// <param name="Margin">Isolated margin, quote units.</param>
/// <param name="Risk">Loss at the first stop, quote units.</param>
/// <param name="Since">Taken at, UTC.</param>
public sealed record RiskSlot(SignalId SignalId, Symbol Symbol, Side Side, decimal Notional, decimal Margin,
    decimal Risk, DateTimeOffset Since);

/// <summary>A position that ended, as the breakers remember it.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="At">When, UTC.</param>
/// <param name="NetShare">Net profit as a share of the entry value.</param>
/// <param name="Close">How.</param>
/// <param name="SignalId">Of which signal; <see langword="null"/> where a version before did not note it.</param>
/// <param name="UnprotectedSeconds">
/// The longest it was without a confirmed stop, whoever closed it; <see langword="null"/> as above.
/// </param>
public sealed record ExitNote(Symbol Symbol, DateTimeOffset At, double NetShare, CloseType Close,
    SignalId? SignalId = null, double? UnprotectedSeconds = null)
{
    /// <summary>
    /// Whether cooldown and stop cluster count it as a stop: the market took it at a loss. An end that no order of ours
    /// explains counts too where it lost. It may be a liquidation that the venue did not name; and an operator who
    /// closes a losing position by hand does not want it back five minutes later. What that costs when it was neither
    /// is a pause. A close by <c>control flatten</c> is known for what it is and does not count.
    /// </summary>
    public bool IsStop => Close is CloseType.StopLoss or CloseType.StopThroughMarket or CloseType.Liquidation
        || Close == CloseType.External && !(NetShare >= 0); // NaN is no proof of a gain.
}

/// <summary>A breaker that is out.</summary>
/// <param name="Reason">Which, with what was measured.</param>
/// <param name="Since">UTC.</param>
/// <param name="Until">When it goes back by itself, UTC; <see langword="null"/> = when the operator resumes.</param>
public sealed record BreakerTrip(Reason Reason, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>
/// The one document that guards all limits: whoever takes a slot writes it over the version he read, so that two
/// executors cannot both take the last one. It also remembers what the breakers judge.
/// </summary>
public sealed record RiskBook
{
    /// <summary>How long exits are remembered; the loser rule looks back the longest.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(30);

    /// <summary>How many entry slippages are remembered.</summary>
    public const int SlippageSamples = 20;

    /// <summary>An account that never traded.</summary>
    public static RiskBook Empty { get; } = new();

    /// <summary>Open and opening positions.</summary>
    public IReadOnlyList<RiskSlot> Slots { get; init; } = [];

    /// <summary>Ended positions, oldest first.</summary>
    public IReadOnlyList<ExitNote> Exits { get; init; } = [];

    /// <summary>Times of entries within the last hour.</summary>
    public IReadOnlyList<DateTimeOffset> Entries { get; init; } = [];

    /// <summary>Times of errors of orders within the last ten minutes.</summary>
    public IReadOnlyList<DateTimeOffset> VenueErrors { get; init; } = [];

    /// <summary>The last entries' slippages against the expected price, bps; &gt; 0 is worse.</summary>
    public IReadOnlyList<double> SlippagesBps { get; init; } = [];

    /// <summary>Breakers that are out.</summary>
    public IReadOnlyList<BreakerTrip> Trips { get; init; } = [];

    /// <summary>Margin of all slots, quote units.</summary>
    public decimal MarginInUse => Slots.Sum(slot => slot.Margin);

    /// <summary>Takes a slot where every limit still allows it.</summary>
    /// <param name="slot">The place wanted.</param>
    /// <param name="equity">Equity now and at the start of the UTC day.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="next">The book with the slot when passed; this book otherwise.</param>
    public Verdict Reserve(RiskSlot slot, DayEquity equity, RiskSettings settings, out RiskBook next)
    {
        next = this;
        if (Slots.Any(taken => taken.Symbol == slot.Symbol))
            return Verdict.Refuse(new Reason(ReasonCode.SymbolHasPosition));
        if (Slots.Count >= settings.PositionsMax)
            return Verdict.Refuse(ReasonCode.PositionsFull, Slots.Count, settings.PositionsMax);

        var permitted = equity.Now * settings.BalanceShare * settings.LeverageMax;
        var side = Slots.Where(taken => taken.Side == slot.Side).Sum(taken => taken.Notional) + slot.Notional;
        var share = permitted > 0 ? side / permitted : decimal.MaxValue;
        if (share > settings.SideShareMax)
            return Verdict.Refuse(ReasonCode.SideExposure, (double)share, (double)settings.SideShareMax);

        // Were every stop hit, the day must still end inside its limit: no executor can overdraw it. Profit that is not
        // realised would be gone by then, so it pays for nothing.
        var sure = Math.Min(equity.Now, equity.Balance);
        var loss = equity.DayStart - sure + Slots.Sum(taken => taken.Risk) + slot.Risk;
        var lossShare = equity.DayStart > 0 ? loss / equity.DayStart : decimal.MaxValue;
        if (lossShare > settings.DailyLossMax)
            return Verdict.Refuse(ReasonCode.DailyLossBudget, (double)lossShare, (double)settings.DailyLossMax);

        next = this with { Slots = [.. Slots, slot] };
        return Verdict.Pass;
    }

    /// <summary>Frees a slot and remembers how its position ended.</summary>
    /// <param name="id">The position.</param>
    /// <param name="exit">How it ended; <see langword="null"/> when it never opened.</param>
    /// <param name="now">UTC.</param>
    public RiskBook Release(SignalId id, ExitNote? exit, DateTimeOffset now) => this with
    {
        Slots = [.. Slots.Where(slot => slot.SignalId != id)],
        Exits = [.. Exits.Where(note => now - note.At <= Memory), .. exit is null ? Array.Empty<ExitNote>() : [exit]],
    };

    /// <summary>Remembers that an entry was sent.</summary>
    public RiskBook NoteEntry(DateTimeOffset now) =>
        this with { Entries = [.. Entries.Where(at => now - at <= TimeSpan.FromHours(1)), now] };

    /// <summary>Remembers how far an entry's fill was from what was expected.</summary>
    public RiskBook NoteSlippage(double bps) =>
        this with { SlippagesBps = [.. SlippagesBps.Append(bps).TakeLast(SlippageSamples)] };

    /// <summary>Remembers that the venue refused an order or left its outcome open.</summary>
    public RiskBook NoteVenueError(DateTimeOffset now) =>
        this with { VenueErrors = [.. VenueErrors.Where(at => now - at <= TimeSpan.FromMinutes(10)), now] };

    /// <summary>The venue asked for fewer requests: entries pause at once, whoever heard it.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="wanted">What the venue asked for; <see langword="null"/> where it named no time.</param>
    /// <param name="settings">The least pause.</param>
    public RiskBook NoteRateLimit(DateTimeOffset now, TimeSpan? wanted, BreakerSettings settings)
    {
        var seconds = Math.Max(settings.RateLimitPauseSeconds, wanted?.TotalSeconds ?? 0);
        var reason = new Reason(ReasonCode.BreakerRateLimit, seconds, settings.RateLimitPauseSeconds);
        var known = Trips.FirstOrDefault(trip => trip.Reason.Code == reason.Code && trip.Until > now);
        var (since, until) = (known?.Since ?? now, now.AddSeconds(seconds));
        return known?.Until >= until
            ? this
            : this with
            {
                Trips =
                [
                    .. Trips.Where(trip => trip.Reason.Code != reason.Code), new BreakerTrip(reason, since, until),
                ],
            };
    }

    /// <summary>
    /// What the operator's resume forgets: breakers that wait for him, and the errors and rates that put them out.
    /// Breakers that end by themselves stay until they do.
    /// </summary>
    public RiskBook Resumed() => this with
    {
        Trips = [.. Trips.Where(trip => trip.Until is not null)],
        VenueErrors = [],
        Entries = [],
        SlippagesBps = [],
    };
}

/// <summary>What the day's loss is counted from and to, quote units.</summary>
/// <param name="Now">Equity now.</param>
/// <param name="DayStart">Equity at the first reading of the UTC day.</param>
/// <param name="Balance">Wallet balance now: equity less what is not realised.</param>
public readonly record struct DayEquity(decimal Now, decimal DayStart, decimal Balance);
