using Quantum.App.Hosting;
using Quantum.Core.Settings;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>Which world is run.</summary>
public sealed record WorldOptions
{
    /// <summary>Decides everything: prices, faults, delays. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Simulated hours with faults; 20 calm minutes follow. Default 6; range (0, 240].</summary>
    public double Hours { get; init; } = 6;

    /// <summary>How hostile it is. Default normal.</summary>
    public FaultProfile Profile { get; init; } = FaultProfile.Normal;

    /// <summary>Contracts of its market. Default 6; range 1 to 26.</summary>
    public int Symbols { get; init; } = 6;

    /// <summary>Faults in place of those that seed and profile give; <see langword="null"/> for those.</summary>
    public IFaultPlan? Plan { get; init; }

    /// <summary>
    /// Changes what each instance is given: how a test breaks one rule and sees that the checks notice.
    /// </summary>
    public Func<TradingPorts, TradingPorts>? Refit { get; init; }

    /// <summary>Whether a model speaks in it, changes versions and goes silent: every fifth seed.</summary>
    public bool HasModel => Seed % 5 == 3;

    /// <summary>Keeps the log of what happened; it costs time and memory.</summary>
    public bool KeepsLog { get; init; }

    /// <summary>
    /// The settings of every world: short lives and few bars, so that something is always under way, and all limits
    /// that protect money as they are by default.
    /// </summary>
    public TradingSettings Settings => new()
    {
        Universe = new() { HistoryMinDays = 0 },
        Data = new() { WarmUpMinutes = 240 },
        Signal = new() { RuleOversold = 33, RuleOverbought = 67 },
        Risk = new() { PositionsMax = 3 },
        Market = new() { CostMultipleMin = 1 },
        Exit = new() { TimeStopMinutes = 4, StopMoveMinSeconds = 20 },
        Breaker = new()
        {
            CooldownMinutes = 0, StopCooldownMinutes = 1, StopsPerDayMax = 1_000, StopsPerHourMax = 1_000,
            LoserSumMax = -1, EntriesPerHourMax = 1_000, DrawdownMax = 0.5,
            // Half of the worlds stop entering after a few errors, as installed; the others trade on through them.
            OrderErrorsMax = Seed % 2 == 0 ? 5 : 1_000,
            FaultsMax = Seed % 4 == 0 ? 5 : 1_000,
            RateLimitPauseSeconds = 20,
        },
    };
}
