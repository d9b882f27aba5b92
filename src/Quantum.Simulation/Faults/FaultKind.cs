namespace Quantum.Simulation.Faults;

/// <summary>What can go wrong. The names are the keys of reports.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The call works; its answer comes seconds later.</summary>
    Slow,

    /// <summary>The call fails at once and did nothing.</summary>
    FailBefore,

    /// <summary>The call had its effect; the caller sees a failure.</summary>
    FailAfter,

    /// <summary>The caller gives up after ten seconds; nothing happened.</summary>
    TimeoutBefore,

    /// <summary>The caller gives up after ten seconds; the call had its effect.</summary>
    TimeoutAfter,

    /// <summary>The caller sees a failure, and the call has its effect up to five seconds after that.</summary>
    LateEffect,

    /// <summary>The write was applied; the client library repeated it and reports the conflict with itself.</summary>
    FalseConflict,

    /// <summary>A reading shows the venue as it was seconds ago (read-after-write lag).</summary>
    StaleRead,

    /// <summary>A message is sent twice.</summary>
    Duplicate,

    /// <summary>A message becomes visible only later, after others.</summary>
    Reorder,

    /// <summary>A message becomes visible to others while it is being worked on.</summary>
    VisibilityLost,

    /// <summary>A market order is filled in part; the rest follows seconds later.</summary>
    PartialThenFilled,

    /// <summary>A market order is filled in part; the rest expires seconds later.</summary>
    PartialThenExpired,

    /// <summary>HTTP 429: refused, too many requests.</summary>
    RateLimited,

    /// <summary>The order is refused for a reason of the venue's own.</summary>
    Rejected,

    /// <summary>Accepted; the client library repeated it, met its own order and reports −4116 or −4130.</summary>
    EchoRefusal,

    /// <summary>The instance dies before the call has an effect.</summary>
    KillBefore,

    /// <summary>The instance dies after the call had its effect.</summary>
    KillAfter,

    /// <summary>The host cancels an invocation after some milliseconds.</summary>
    Abort,

    /// <summary>A timer's tick does not come.</summary>
    TickMissed,

    /// <summary>A timer ticks on two instances at once.</summary>
    TickDoubled,

    /// <summary>No timer of a role ticks for two minutes.</summary>
    HostSilence,

    /// <summary>An instance's clock is off by up to three seconds for some minutes.</summary>
    ClockSkew,

    /// <summary>The venue answers nothing for a while (503); some calls have their effect.</summary>
    Outage,

    /// <summary>HTTP 418: the address is banned for a while; nothing has any effect.</summary>
    Banned,

    /// <summary>Somebody else opens a position in the account, and closes it later.</summary>
    ForeignPosition,

    /// <summary>Somebody else places a conditional order in the account.</summary>
    ForeignOrder,

    /// <summary>The venue deleverages a position, whole or in part.</summary>
    Deleverage,

    /// <summary>A contract stops trading for some minutes: every order is refused, nothing fires.</summary>
    TradingHalt,

    /// <summary>A contract is about to be delisted: only closing orders are taken.</summary>
    Delisting,

    /// <summary>The price jumps so far that stops gap and positions are liquidated.</summary>
    Crash,
}
