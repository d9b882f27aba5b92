using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Chaos;

/// <summary>A world that broke an invariant.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Violation">What was seen.</param>
public sealed record FailedWorld(ulong Seed, Violation Violation);

/// <summary>Unprotected time of one class of stretches.</summary>
/// <param name="Excuse">What held the system up meanwhile; none where everything worked.</param>
/// <param name="Count">Stretches.</param>
/// <param name="MaxSeconds">The longest.</param>
/// <param name="P99Seconds">99 of 100 were not longer.</param>
/// <param name="TotalSeconds">All of them together.</param>
/// <param name="AccountableMaxSeconds">The longest after the last thing that excused it; at most 10 is allowed.</param>
public sealed record NakedFigures(NakedExcuse Excuse, int Count, double MaxSeconds, double P99Seconds,
    double TotalSeconds, double AccountableMaxSeconds);

/// <summary>What happened in all worlds of a run.</summary>
/// <param name="profile">Name of the profile.</param>
/// <param name="hours">Hours with faults in each world.</param>
public sealed class ChaosReport(string profile, double hours)
{
    private readonly long[] _faults = new long[Enum.GetValues<FaultKind>().Length];
    private readonly List<NakedStretch> _naked = [];
    private readonly List<FailedWorld> _failures = [];

    /// <summary>Name of the profile.</summary>
    public string Profile { get; } = profile;

    /// <summary>Hours with faults in each world.</summary>
    public double Hours { get; } = hours;

    /// <summary>Worlds run.</summary>
    public int Worlds { get; private set; }

    /// <summary>Hours of virtual time in all worlds.</summary>
    public double SimulatedHours { get; private set; }

    /// <summary>Time that it took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Places at which a fault might have struck.</summary>
    public long Calls { get; private set; }

    /// <summary>Faults that struck.</summary>
    public long Faults => _faults.Sum();

    /// <summary>Instances that died.</summary>
    public long Kills { get; private set; }

    /// <summary>Use cases that failed and were called again.</summary>
    public long UseCaseFaults { get; private set; }

    /// <summary>Minutes that were decided.</summary>
    public long Pages { get; private set; }

    /// <summary>Decisions that were held against an uninterrupted reader of the same candles.</summary>
    public long Compared { get; private set; }

    /// <summary>Decisions of a model among them.</summary>
    public long ByModel { get; private set; }

    /// <summary>Alarms that were due for orders of unknown outcome.</summary>
    public long AlarmsDue { get; private set; }

    /// <summary>Positions at whose first stop the day's loss was judged.</summary>
    public long LossesJudged { get; private set; }

    /// <summary>Signals.</summary>
    public long Signals { get; private set; }

    /// <summary>Orders of ours that the venue accepted.</summary>
    public long Orders { get; private set; }

    /// <summary>Entry orders among them.</summary>
    public long Entries { get; private set; }

    /// <summary>Simulated hours per minute of wall clock.</summary>
    public double HoursPerMinute => Elapsed > TimeSpan.Zero ? SimulatedHours / Elapsed.TotalMinutes : 0;

    /// <summary>Worlds that broke an invariant, by seed.</summary>
    public IReadOnlyList<FailedWorld> Failures => [.. _failures.OrderBy(failure => failure.Seed)];

    /// <summary>Faults that struck, by kind, the most frequent first.</summary>
    public IReadOnlyList<(FaultKind Kind, long Count)> FaultsByKind =>
    [
        .. Enum.GetValues<FaultKind>().Select(kind => (kind, _faults[(int)kind])).Where(pair => pair.Item2 > 0)
            .OrderByDescending(pair => pair.Item2).ThenBy(pair => pair.kind),
    ];

    /// <summary>Violations of one invariant.</summary>
    public int ViolationsOf(Invariant invariant) =>
        _failures.Count(failure => failure.Violation.Invariant == invariant);

    /// <summary>Unprotected time by what held the system up.</summary>
    public IReadOnlyList<NakedFigures> Naked =>
        [.. Enum.GetValues<NakedExcuse>().Select(FiguresOf).Where(figures => figures.Count > 0)];

    /// <summary>Adds a world.</summary>
    public void Add(WorldResult result, TimeSpan elapsed)
    {
        var figures = result.Figures;
        Worlds++;
        SimulatedHours += figures.SimulatedHours;
        Elapsed = elapsed;
        Calls += figures.Calls;
        for (var kind = 0; kind < _faults.Length; kind++) _faults[kind] += figures.Faults[kind];
        Kills += figures.Kills;
        UseCaseFaults += figures.UseCaseFaults;
        Pages += figures.Pages;
        Compared += figures.Compared;
        ByModel += figures.ByModel;
        AlarmsDue += figures.AlarmsDue;
        LossesJudged += figures.LossesJudged;
        Signals += figures.Signals;
        Orders += figures.Orders;
        Entries += figures.Entries;
        _naked.AddRange(figures.Naked);
        if (result.Violation is { } violation) _failures.Add(new(result.Seed, violation));
    }

    private NakedFigures FiguresOf(NakedExcuse excuse)
    {
        var stretches = _naked.Where(stretch => stretch.Excuse == excuse).OrderBy(stretch => stretch.Seconds).ToList();
        return stretches.Count == 0
            ? new(excuse, 0, 0, 0, 0, 0)
            : new(excuse, stretches.Count, stretches[^1].Seconds, stretches[(stretches.Count - 1) * 99 / 100].Seconds,
                stretches.Sum(stretch => stretch.Seconds), stretches.Max(stretch => stretch.AccountableSeconds));
    }
}
