using System.Diagnostics;
using System.Globalization;
using Quantum.Adapters.Sqlite;
using Quantum.App.Control;
using Quantum.App.Storage;
using Quantum.Cli.Running;
using Quantum.Cli.State;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Simulation.Remote;
using Quantum.Simulation.Time;

namespace Quantum.Cli.Processes;

/// <summary>
/// Starts this program on a state of its own, with a venue in this process, and kills it with <c>kill -9</c> again and
/// again; in the end it may close everything, and the venue's books judge what it kept.
/// </summary>
/// <param name="seed">Of the market and of the moments.</param>
/// <param name="kills">How often, ≥ 1.</param>
/// <param name="directory">An empty directory for the state.</param>
/// <param name="progress">Told after every kill, how many there were.</param>
internal sealed class KillRun(ulong seed, int kills, string directory, Action<int> progress)
{
    private const double Speed = 10;
    private const int SymbolCount = 60;
    private const string StateName = "state";

    /// <summary>
    /// Time without a stop that is allowed while the process runs, if it also looked at the account often enough:
    /// processes share this machine with others, and what a scheduler does to them is no rule of the system. The
    /// figures tell the real times.
    /// </summary>
    private static readonly TimeSpan NakedMax = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan OrderPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset From = new(2025, 6, 2, 23, 30, 0, TimeSpan.Zero);

    /// <summary>
    /// Busy on purpose: many slots and short lives put an order into almost every instant. And patient: a second of a
    /// slow machine is ten here, which must not make every candle and signal too old.
    /// </summary>
    private static readonly string[] Settings =
    [
        "Risk:PositionsMax=50", "Risk:RiskPerTrade=0.0005", "Risk:SideShareMax=1", "Exit:TimeStopMinutes=2",
        "Signal:RuleOversold=40", "Signal:RuleOverbought=60", "Market:CostMultipleMin=1",
        "Breaker:EntriesPerHourMax=1000", "Breaker:StopsPerHourMax=1000", "Breaker:StopsPerDayMax=1000",
        "Breaker:CooldownMinutes=0", "Breaker:StopCooldownMinutes=0", "Breaker:LoserSumMax=-1",
        "Breaker:DrawdownMax=0.9", "Breaker:SlippageRatioMax=100",
        "Signal:TimeToLiveSeconds=600", "Data:CandleAgeMaxSeconds=600", "Breaker:ReconcileAgeMaxSeconds=600",
        "Breaker:UnknownOrderMaxSeconds=3600",
    ];

    private readonly Random _random = new(unchecked((int)(seed ^ (seed >> 32))));
    private readonly Dictionary<KillMoment, int> _counts = [];
    private HostProcess? _host;

    private string StatePath => Path.Combine(directory, StateName);

    /// <summary>Runs it.</summary>
    /// <param name="ct">Ends it early: the report then tells of a problem.</param>
    public async Task<KillReport> RunAsync(CancellationToken ct)
    {
        var began = Stopwatch.StartNew();
        var settings = RunOptionsReader.SettingsNamed(Settings, new Dictionary<string, string>(), []);
        var clock = new ScaledTime(TimeProvider.System, From, Speed);
        clock.Start();
        using var record = new StateRecord(StatePath);
        var venue = new WitnessVenue(
            LocalMarket.Generate(seed, SymbolCount, From), clock, settings, record, NakedMax);
        await using var server = await VenueServer.StartAsync(venue, clock, Speed, ct);
        server.Struck = _ => Kill(venue);
        using var watching = new CancellationTokenSource();
        var watch = WatchAsync(venue, watching.Token);
        string? problem = null;
        var signals = 0;
        try
        {
            for (var kill = 1; kill <= kills && problem is null && !ct.IsCancellationRequested; kill++)
            {
                problem = await KillOnceAsync(server, venue, ct);
                progress(kill);
            }

            problem ??= ct.IsCancellationRequested ? "It was stopped early." : await FlattenAsync(server, venue, clock);
            if (problem is null) signals = CheckEnd(venue);
        }
        finally
        {
            Kill(venue);
            _host?.Dispose();
            await watching.CancelAsync();
            await watch;
        }

        return new(seed, _counts, began.Elapsed, (clock.GetUtcNow() - From).TotalHours, signals, venue.Accepted,
            venue.Entries, venue.Naked, venue.Violation?.ToString() ?? problem);
    }

    private async Task<string?> KillOnceAsync(VenueServer server, WitnessVenue venue, CancellationToken ct)
    {
        var moment = (KillMoment)_random.Next(Enum.GetValues<KillMoment>().Length);
        StartHost(server);
        if (moment != KillMoment.Starting && await UpAsync() is { } problem) return problem;
        var armed = moment switch
        {
            KillMoment.OrderBefore => OrderMoment.Before,
            KillMoment.OrderUnanswered => OrderMoment.Unanswered,
            KillMoment.OrderAnswered => OrderMoment.Answered,
            _ => OrderMoment.None,
        };
        if (armed == OrderMoment.None)
        {
            await Task.WhenAny(_host!.IsDown, Task.Delay(_random.Next(0, moment == KillMoment.Any ? 2_500 : 800), ct));
            if (_host.IsDown.IsCompleted) return $"It ended by itself:\n{_host.LastWords}";
        }
        else
        {
            // Not only the first order after a start: what a walk does next is as worth a kill.
            await Task.WhenAny(_host!.IsDown, Task.Delay(_random.Next(0, 1_500), ct));
            server.Arm(armed);
            await Task.WhenAny(_host.IsDown, Task.Delay(OrderPatience, ct));
            server.Arm(OrderMoment.None);
            if (!_host.IsDown.IsCompleted) moment = KillMoment.Any;
        }

        Kill(venue);
        await _host.IsDown;
        _counts[moment] = _counts.GetValueOrDefault(moment) + 1;
        return venue.Violation?.ToString();
    }

    private void StartHost(VenueServer server)
    {
        _host?.Dispose();
        _host = HostProcess.Start(
        [
            "run", "--market", "sim", "--venue", server.Address, "--from",
            From.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture), "--speed",
            Speed.ToString(CultureInfo.InvariantCulture), "--symbol-count",
            SymbolCount.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture),
            "--state", StatePath, "--models", RunOptionsReader.NoModels, "--no-web",
            .. Settings.SelectMany(setting => new[] { "--set", setting }),
        ]);
    }

    private async Task<string?> UpAsync()
    {
        await Task.WhenAny(_host!.IsUp, _host.IsDown, Task.Delay(Patience));
        return _host.IsUp.IsCompleted ? null : $"It did not start:\n{_host.LastWords}";
    }

    private void Kill(WitnessVenue venue)
    {
        venue.HostDied();
        _host?.Kill();
    }

    /// <summary>Judges what is naked at every moment, also while nobody calls.</summary>
    private static async Task WatchAsync(WitnessVenue venue, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            venue.Watch();
            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>The last process closes everything and gives every signal its outcome.</summary>
    private async Task<string?> FlattenAsync(VenueServer server, WitnessVenue venue, TimeProvider clock)
    {
        StartHost(server);
        if (await UpAsync() is { } problem) return problem;
        using (var state = StateDirectory.OpenBeside(StatePath, isReadOnly: false))
        {
            await new ControlTrading(state.Store, clock).HandleAsync(OperatorOrder.Flatten, CancellationToken.None);
            var patience = Stopwatch.StartNew();
            while (!(venue.IsFlat && await IsQuietAsync(state)))
            {
                if (venue.Violation is { } violation) return violation.ToString();
                if (patience.Elapsed > Patience) return $"It did not close everything:\n{_host!.LastWords}";
                await Task.Delay(200);
            }
        }

        Kill(venue);
        await _host!.IsDown;
        return null;
    }

    /// <summary>No position, and every signal of the minutes before the last few has its outcome.</summary>
    private static async Task<bool> IsQuietAsync(StateDirectory state)
    {
        var book = await TradingBook.ReadAsync(state.Store, CancellationToken.None);
        return book is { Positions.Count: 0, Head.Value: { } head, Monitor.Value.SweptTo: { } swept }
            && swept >= head.Last - 3;
    }

    private int CheckEnd(WitnessVenue venue)
    {
        using var state = StateDirectory.OpenBeside(StatePath, isReadOnly: false);
        return venue.CheckEnd(
            state.Store, state.Blobs, new SqliteSignalQueue(state.Database, TimeProvider.System));
    }
}
