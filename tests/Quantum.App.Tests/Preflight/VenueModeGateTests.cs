using Quantum.App.Ports;
using Quantum.App.Preflight;
using Quantum.Core.Preflight;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Simulation.Stores;
using Quantum.Simulation.Time;

namespace Quantum.App.Tests.Preflight;

public sealed class VenueModeGateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly TradingSettings Settings = new()
    {
        Mode = TradingMode.Testnet,
        Execution = new() { Account = "t01" },
    };

    private readonly VirtualTime _time = new(new DateTimeOffset(2025, 6, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryEntityStore _store = new();
    private readonly Probe _probe = new();

    [Fact]
    public async Task It_is_closed_until_the_checks_have_passed()
    {
        var gate = Gate(_probe);
        Assert.Equal(ReasonCode.PreflightPending, gate.Problem?.Code);
        await gate.RefreshAsync(None);
        Assert.Null(gate.Problem);
        Assert.Contains(gate.Last!.Checks, check => check.Name == "one-way mode");
    }

    [Fact]
    public async Task A_right_that_the_key_loses_closes_it_at_the_next_checks()
    {
        var gate = Gate(_probe);
        await gate.RefreshAsync(None);
        _probe.Spoil = facts => facts with { CanTrade = false };
        await PassAsync(gate, minutes: 9);
        Assert.Null(gate.Problem);
        await PassAsync(gate, minutes: 1);
        Assert.Equal(ReasonCode.PreflightKeyCannotTrade, gate.Problem?.Code);
        _probe.Spoil = facts => facts;
        await PassAsync(gate, minutes: 1); // A failing check is repeated every minute, so that mending it shows.
        Assert.Null(gate.Problem);
    }

    [Fact]
    public async Task Checks_that_nobody_repeats_grow_old_and_close_it()
    {
        var gate = Gate(_probe);
        await gate.RefreshAsync(None);
        _probe.Spoil = _ => throw new IOException("no network");
        await PassAsync(gate, minutes: 30);
        Assert.Null(gate.Problem);
        await PassAsync(gate, minutes: 1);
        Assert.Equal("PREFLIGHT_STALE 31 / 30", gate.Problem?.ToString());
    }

    [Fact]
    public async Task A_process_takes_over_what_another_found_and_does_not_ask_again()
    {
        await Gate(_probe).RefreshAsync(None);
        var other = Gate(_probe);
        await other.RefreshAsync(None);
        Assert.Null(other.Problem);
        Assert.Equal(1, _probe.Count);
    }

    [Fact]
    public async Task One_that_only_reads_shows_what_was_found_and_the_problem_with_it()
    {
        var reader = Gate(probe: null);
        await reader.RefreshAsync(None);
        Assert.Equal(ReasonCode.PreflightPending, reader.Problem?.Code);
        _probe.Spoil = facts => facts with { ClockOffsetSeconds = 60 };
        await Gate(_probe).RefreshAsync(None);
        await PassAsync(reader, minutes: 1);
        Assert.Equal("PREFLIGHT_CLOCK_OFF 60 / 1", reader.Problem?.ToString());
    }

    [Fact]
    public async Task What_was_checked_for_another_account_or_mode_says_nothing()
    {
        await Gate(_probe).RefreshAsync(None);
        var other = new VenueModeGate(
            null, _store, _time, Settings with { Execution = new() { Account = "t02" } });
        await other.RefreshAsync(None);
        Assert.Equal(ReasonCode.PreflightPending, other.Problem?.Code);
    }

    [Fact]
    public async Task The_active_models_approval_is_asked_for_each_time()
    {
        var approval = ModelApproval.Approved;
        var live = new TradingSettings
        {
            Mode = TradingMode.Live,
            Execution = new() { Account = "l01" },
            Live = new() { ArmedFor = "l01/2025-06-30" },
        };
        var gate = new VenueModeGate(_probe, _store, _time, live, _ => Task.FromResult(approval));
        await gate.RefreshAsync(None);
        Assert.Null(gate.Problem);
        approval = ModelApproval.NotApproved;
        await PassAsync(gate, minutes: 10);
        Assert.Equal(ReasonCode.PreflightModelNotApproved, gate.Problem?.Code);
    }

    private VenueModeGate Gate(IPreflightProbe? probe) => new(probe, _store, _time, Settings);

    private Task PassAsync(VenueModeGate gate, int minutes)
    {
        _time.AdvanceTo(_time.GetUtcNow().AddMinutes(minutes));
        _probe.Now = _time.GetUtcNow();
        return gate.RefreshAsync(None);
    }

    private sealed class Probe : IPreflightProbe
    {
        public int Count { get; private set; }

        public DateTimeOffset Now { get; set; } = new(2025, 6, 2, 12, 0, 0, TimeSpan.Zero);

        public Func<PreflightFacts, PreflightFacts> Spoil { get; set; } = facts => facts;

        public Task<PreflightFacts> ReadAsync(CancellationToken ct)
        {
            Count++;
            return Task.FromResult(Spoil(new PreflightFacts
            {
                At = Now,
                Key = KeyPresence.Present,
                Reach = VenueReach.Reached,
                ClockOffsetSeconds = 0,
                Symbols = 222,
                IsKeyAccepted = true,
                CanWithdraw = false,
                IsAddressBound = true,
                CanTrade = true,
                IsLocked = false,
                IsHedgeMode = false,
                IsMultiAssets = false,
                CrossedPositions = 0,
            }));
        }
    }
}
