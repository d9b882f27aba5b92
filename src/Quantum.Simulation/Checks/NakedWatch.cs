using Quantum.App.Hosting;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Venues;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Checks;

/// <summary>A stretch of time in which a position of ours had no stop at the venue.</summary>
/// <param name="Seconds">How long.</param>
/// <param name="AccountableSeconds">How long after the last thing that excuses it.</param>
/// <param name="Excuse">The last thing that excuses it; none for a stretch in which everything worked.</param>
public readonly record struct NakedStretch(double Seconds, double AccountableSeconds, NakedExcuse Excuse);

/// <summary>Why a position may be naked for longer.</summary>
public enum NakedExcuse
{
    /// <summary>Nothing: venue, hosts and stores worked.</summary>
    None = 0,

    /// <summary>The storage failed or was slow.</summary>
    Storage = 1,

    /// <summary>An instance died, was aborted, or a timer did not tick.</summary>
    Host = 2,

    /// <summary>The venue did not answer, answered late, or did not trade the contract.</summary>
    Venue = 3,
}

/// <summary>
/// Measures, by the venue's own books, how long positions of ours are without a resting stop. From the last thing that
/// excuses it, ten seconds are allowed.
/// </summary>
/// <param name="exchange">The venue.</param>
/// <param name="events">The world's clock.</param>
/// <param name="docket">Where violations go.</param>
/// <param name="limit">What is allowed.</param>
internal sealed class NakedWatch(Exchange exchange, EventQueue events, Docket docket, TimeSpan limit)
{
    /// <summary>
    /// More readings of the account than two ticks make: by then a stop rests, or the position is closed.
    /// </summary>
    private const int BeatsMax = 8;

    private readonly Dictionary<Symbol, Episode> _naked = [];
    private DateTimeOffset _excusedUntil;
    private NakedExcuse _excuse;

    /// <summary>Symbols that hold something of ours and nothing foreign.</summary>
    public HashSet<Symbol> Ours { get; } = [];

    /// <summary>Stretches that ended.</summary>
    public List<NakedStretch> Stretches { get; } = [];

    /// <summary>Whether a contract trades now.</summary>
    public Func<Symbol, bool> Trades { get; set; } = _ => true;

    /// <summary>Whether a monitor could tick now.</summary>
    public Func<bool> IsWatched { get; set; } = () => true;

    /// <summary>
    /// Counts what whoever protects positions did; <see langword="null"/> where virtual time alone judges. A process
    /// that the machine does not run for a while has broken no rule.
    /// </summary>
    public Func<long>? Beats { get; set; }

    /// <summary>Something excuses every stretch up to an instant.</summary>
    public void Excuse(NakedExcuse excuse, DateTimeOffset until)
    {
        if (until > _excusedUntil) (_excusedUntil, _excuse) = (until, excuse);
        foreach (var (symbol, episode) in _naked.ToList())
        {
            _naked[symbol] = episode with
            {
                Excuse = excuse > episode.Excuse ? excuse : episode.Excuse,
                Beat = Beats?.Invoke() ?? 0,
            };
        }
    }

    /// <summary>Looks at the venue's books after they changed.</summary>
    public void Look()
    {
        var now = events.Now;
        var state = exchange.State;
        foreach (var held in state.Positions)
        {
            if (!Ours.Contains(held.Symbol)) continue;
            if (!IsGuarded(held, state)) _naked.TryAdd(held.Symbol, Begin(now));
            else End(held.Symbol, now);
        }

        Ours.RemoveWhere(symbol => state.PositionIn(symbol) is null);
        if (_naked.Count == 0) return;
        foreach (var symbol in _naked.Keys.Where(symbol => !Ours.Contains(symbol)).ToList()) End(symbol, now);
    }

    /// <summary>Judges the stretches at work; called after every event.</summary>
    public void Check()
    {
        if (_naked.Count == 0) return;
        var now = events.Now;
        if (!IsWatched()) Excuse(NakedExcuse.Host, TickAfter(now));
        foreach (var (symbol, episode) in _naked)
        {
            if (!Trades(symbol))
            {
                Excuse(NakedExcuse.Venue, now);
                return;
            }

            if (now - Later(episode.Since, _excusedUntil) <= limit) continue;
            if (Beats is { } beats && beats() - episode.Beat < BeatsMax) continue;
            docket.Report(Invariant.NoNakedPosition,
                $"{symbol} is without a stop since {episode.Since:HH:mm:ss.fff}; the last excuse ended at "
                + $"{Later(episode.Since, _excusedUntil):HH:mm:ss.fff}.");
        }
    }

    /// <summary>What excuses already when it begins excuses it too: the last tick may have met that fault.</summary>
    private Episode Begin(DateTimeOffset now) =>
        new(now, now < _excusedUntil ? _excuse : NakedExcuse.None, Beats?.Invoke() ?? 0);

    private void End(Symbol symbol, DateTimeOffset now)
    {
        if (!_naked.Remove(symbol, out var episode)) return;
        var accountable = now - Later(episode.Since, _excusedUntil);
        Stretches.Add(new((now - episode.Since).TotalSeconds, Math.Max(0, accountable.TotalSeconds), episode.Excuse));
    }

    /// <summary>A monitor that comes back is called by the next beat of its timer, and not a moment before.</summary>
    private static DateTimeOffset TickAfter(DateTimeOffset now) => new(
        ((now.UtcTicks / TradingLoop.MonitorEvery.Ticks) + 1) * TradingLoop.MonitorEvery.Ticks, TimeSpan.Zero);

    private static bool IsGuarded(HeldPosition held, VenueState state)
    {
        foreach (var order in state.Orders)
        {
            if (order.Symbol == held.Symbol && order.Side != held.Side && order.Type == OrderType.StopMarket
                && (order.ClosePosition || order.Quantity?.Base >= held.Quantity))
                return true;
        }

        return false;
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private readonly record struct Episode(DateTimeOffset Since, NakedExcuse Excuse, long Beat);
}
