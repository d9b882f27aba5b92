using static Quantum.Simulation.Faults.FaultKind;

namespace Quantum.Simulation.Faults;

/// <summary>How often a fault strikes at a kind of call.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Rate">Share of the calls, in [0, 1].</param>
public readonly record struct FaultRate(FaultKind Kind, double Rate);

/// <summary>
/// How hostile a world is. <c>calm</c>: a fault every few hours, as a good month looks. <c>normal</c>: what a cloud and
/// an exchange do in their worst weeks, all the time. <c>hell</c>: everything at once, far beyond anything observed.
/// </summary>
public sealed class FaultProfile
{
    private readonly FaultRate[][] _rates;

    private FaultProfile(string name, double scale)
    {
        Name = name;
        Scale = scale;
        _rates = [.. Enum.GetValues<PortCall>().Select(call => Base(call)
            .Select(rate => rate with { Rate = Math.Min(0.25, rate.Rate * scale) }).ToArray())];
    }

    /// <summary>Hardly anything fails.</summary>
    public static FaultProfile Calm { get; } = new("calm", 0.02);

    /// <summary>Bad weeks.</summary>
    public static FaultProfile Normal { get; } = new("normal", 1);

    /// <summary>Everything at once.</summary>
    public static FaultProfile Hell { get; } = new("hell", 12);

    /// <summary>No fault at all: how a world runs to its end.</summary>
    public static FaultProfile None { get; } = new("none", 0);

    /// <summary>Its name on the command line.</summary>
    public string Name { get; }

    /// <summary>Times the rates of <see cref="Normal"/>.</summary>
    public double Scale { get; }

    /// <summary>Finds a profile by its name; <see langword="null"/> where there is none.</summary>
    public static FaultProfile? Named(string name) => name switch
    {
        "calm" => Calm,
        "normal" => Normal,
        "hell" => Hell,
        "none" => None,
        _ => null,
    };

    /// <summary>What may strike at a call, with its rate; the rates of one call sum to less than one.</summary>
    public ReadOnlySpan<FaultRate> RatesOf(PortCall call) => _rates[(int)call];

    private static FaultRate[] Base(PortCall call) => call switch
    {
        PortCall.StoreRead or PortCall.StoreQuery or PortCall.BlobRead =>
        [
            new(Slow, 0.0005), new(FailBefore, 0.0008), new(TimeoutBefore, 0.0001),
            new(KillBefore, 0.00004), new(KillAfter, 0.00004),
        ],
        PortCall.StoreWrite or PortCall.BlobWrite =>
        [
            new(Slow, 0.001), new(FailBefore, 0.001), new(FailAfter, 0.001), new(TimeoutBefore, 0.0002),
            new(TimeoutAfter, 0.0004), new(LateEffect, 0.0004), new(FalseConflict, 0.0008),
            new(KillBefore, 0.0003), new(KillAfter, 0.0005),
        ],
        PortCall.QueueSend =>
        [
            new(FailBefore, 0.005), new(FailAfter, 0.005), new(TimeoutAfter, 0.001), new(Duplicate, 0.02),
            new(Reorder, 0.02), new(KillBefore, 0.002), new(KillAfter, 0.002),
        ],
        PortCall.QueueReceive => [new(FailBefore, 0.005), new(VisibilityLost, 0.02), new(KillAfter, 0.001)],
        PortCall.QueueSettle =>
            [new(FailBefore, 0.005), new(FailAfter, 0.003), new(KillBefore, 0.003), new(KillAfter, 0.002)],
        PortCall.MarketRead => [new(Slow, 0.001), new(FailBefore, 0.002), new(TimeoutBefore, 0.0003)],
        PortCall.VenueMarketOrder =>
        [
            new(Slow, 0.005), new(FailBefore, 0.008), new(FailAfter, 0.008), new(TimeoutBefore, 0.003),
            new(TimeoutAfter, 0.003), new(LateEffect, 0.004), new(PartialThenFilled, 0.015),
            new(PartialThenExpired, 0.01), new(RateLimited, 0.002), new(Rejected, 0.003),
            new(KillBefore, 0.004), new(KillAfter, 0.006),
        ],
        PortCall.VenueConditionalOrder =>
        [
            new(Slow, 0.005), new(FailBefore, 0.008), new(FailAfter, 0.008), new(TimeoutBefore, 0.003),
            new(TimeoutAfter, 0.003), new(LateEffect, 0.004), new(EchoRefusal, 0.005), new(RateLimited, 0.002),
            new(Rejected, 0.006), new(KillBefore, 0.004), new(KillAfter, 0.004),
        ],
        PortCall.VenueFind => [new(Slow, 0.002), new(FailBefore, 0.01), new(StaleRead, 0.02)],
        PortCall.VenueCancel =>
        [
            new(FailBefore, 0.008), new(FailAfter, 0.008), new(TimeoutAfter, 0.002), new(LateEffect, 0.004),
            new(KillBefore, 0.003), new(KillAfter, 0.003),
        ],
        PortCall.VenueAccount =>
            [new(Slow, 0.001), new(FailBefore, 0.003), new(StaleRead, 0.01), new(RateLimited, 0.001)],
        PortCall.VenueLeverage => [new(FailBefore, 0.005), new(FailAfter, 0.003), new(KillAfter, 0.002)],
        PortCall.VenueIncome => [new(FailBefore, 0.005), new(Slow, 0.002)],
        PortCall.Invocation =>
            [new(Abort, 0.001), new(TickMissed, 0.002), new(TickDoubled, 0.01), new(ClockSkew, 0.0002)],
        PortCall.Poll => [new(Abort, 0.003), new(ClockSkew, 0.0005)],
        PortCall.Minute =>
        [
            new(Outage, 0.002), new(Banned, 0.0005), new(ForeignPosition, 0.003), new(ForeignOrder, 0.003),
            new(Deleverage, 0.004), new(TradingHalt, 0.0015), new(Delisting, 0.0015), new(Crash, 0.0005),
            new(HostSilence, 0.0008),
        ],
        _ => [],
    };
}
