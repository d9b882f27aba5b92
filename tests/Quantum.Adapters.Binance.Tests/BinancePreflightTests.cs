using Quantum.Adapters.Binance.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Preflight;
using Quantum.Core.Settings;
using Quantum.FakeVenue.Faults;
using Quantum.FakeVenue.Markets;
using static Quantum.Adapters.Binance.Tests.Fakes.VenueStage;

namespace Quantum.Adapters.Binance.Tests;

public sealed class BinancePreflightTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly TradingSettings Settings = new()
    {
        Mode = TradingMode.Testnet,
        Execution = new() { Account = "t01" },
        Live = new() { SymbolsMin = 2 },
    };

    [Fact]
    public async Task An_account_that_is_right_passes_every_check()
    {
        await using var stage = await OpenAsync();
        var facts = await ProbeAsync(stage);
        Assert.All(PreflightChecks.Judge(facts, Settings), check => Assert.Equal(CheckOutcome.Passed, check.Outcome));
        Assert.Equal(2, facts.Symbols);
        Assert.InRange(facts.ClockOffsetSeconds!.Value, -0.5, 0.5);
    }

    [Fact]
    public async Task Each_fault_of_the_account_is_seen()
    {
        await using var stage = await OpenAsync();
        var world = stage.Server.World;
        await ExpectAsync(stage, () => world.IsHedgeMode = true, "PREFLIGHT_HEDGE_MODE",
            () => world.IsHedgeMode = false);
        await ExpectAsync(stage, () => world.IsMultiAssets = true, "PREFLIGHT_MULTI_ASSETS",
            () => world.IsMultiAssets = false);
        await ExpectAsync(stage, () => world.CanTrade = false, "PREFLIGHT_KEY_CANNOT_TRADE",
            () => world.CanTrade = true);
        await ExpectAsync(stage, () => world.KeyCanTradeFutures = false, "PREFLIGHT_KEY_CANNOT_TRADE",
            () => world.KeyCanTradeFutures = true);
        await ExpectAsync(stage, () => world.KeyCanWithdraw = true, "PREFLIGHT_KEY_CAN_WITHDRAW",
            () => world.KeyCanWithdraw = false);
        await ExpectAsync(stage, () => world.IsTradingLocked = true, "PREFLIGHT_TRADING_LOCKED",
            () => world.IsTradingLocked = false);
        await world.FillForeignAsync(Near, Side.Buy, 1, "web_1");
        Assert.Equal("PREFLIGHT_MARGIN_CROSSED 1 / 0", await ProblemAsync(stage));
    }

    [Fact]
    public async Task Real_money_needs_a_key_whose_rights_are_told_and_that_is_bound_to_addresses()
    {
        await using var stage = await OpenAsync();
        var live = Settings with
        {
            Mode = TradingMode.Live,
            Execution = new() { Account = "l01" },
            Live = new() { SymbolsMin = 2, ArmedFor = $"l01/{stage.Now:yyyy-MM-dd}" },
        };
        Assert.Null(await ProblemAsync(stage, live));
        stage.Server.World.KeyIsAddressBound = false;
        Assert.Equal("PREFLIGHT_KEY_UNBOUND", await ProblemAsync(stage, live));
        Assert.Null(await ProblemAsync(stage));
        stage.Server.World.KeyIsAddressBound = true;
        foreach (var kind in new[] { FaultKind.Html503, FaultKind.Drop, FaultKind.Error })
        {
            stage.Server.Faults.Add(new Fault(kind) { Path = "/account/apiRestrictions", Code = -1002 });
            Assert.Equal("PREFLIGHT_KEY_RIGHTS_UNKNOWN", await ProblemAsync(stage, live));
        }

        Assert.Null(await ProblemAsync(stage, live));
    }

    [Theory]
    [InlineData(FaultKind.Region451, "PREFLIGHT_REGION_REFUSED")]
    [InlineData(FaultKind.Region403, "PREFLIGHT_REGION_REFUSED")]
    [InlineData(FaultKind.Html503, "PREFLIGHT_VENUE_UNREACHABLE")]
    [InlineData(FaultKind.Drop, "PREFLIGHT_VENUE_UNREACHABLE")]
    public async Task A_venue_that_does_not_answer_is_a_fact_and_not_an_exception(FaultKind kind, string problem)
    {
        await using var stage = await OpenAsync();
        stage.Server.Faults.Add(kind, times: 100);
        Assert.Equal(problem, await ProblemAsync(stage));
    }

    [Theory]
    [InlineData("wrong", "fake-secret", "PREFLIGHT_KEY_REFUSED")]
    [InlineData("fake-key", "wrong", "PREFLIGHT_KEY_REFUSED")]
    [InlineData(null, null, "PREFLIGHT_KEY_MISSING")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/k)", "s", "PREFLIGHT_KEY_UNRESOLVED")]
    public async Task A_key_that_is_missing_or_wrong_is_told_apart(string? key, string? secret, string problem)
    {
        await using var stage = await OpenAsync(Options with { Key = key, Secret = secret });
        Assert.Equal(problem, await ProblemAsync(stage));
    }

    [Fact]
    public async Task A_clock_that_is_off_by_a_minute_is_seen()
    {
        await using var stage = await OpenAsync();
        var late = new ShiftedTime(TimeSpan.FromMinutes(-1));
        var facts = await new BinancePreflight(stage.Client, late).ReadAsync(None);
        Assert.InRange(facts.ClockOffsetSeconds!.Value, -61, -59);
        var problem = PreflightChecks.FirstProblem(PreflightChecks.Judge(facts, Settings));
        Assert.Contains("off the venue's; at most 1 s is allowed.", problem!.Value.Sentence);
    }

    private static async Task ExpectAsync(VenueStage stage, Action spoil, string problem, Action mend)
    {
        spoil();
        Assert.Equal(problem, await ProblemAsync(stage));
        mend();
        Assert.Null(await ProblemAsync(stage));
    }

    private static async Task<string?> ProblemAsync(VenueStage stage, TradingSettings? settings = null) =>
        PreflightChecks.FirstProblem(PreflightChecks.Judge(await ProbeAsync(stage), settings ?? Settings))?.ToString();

    private static Task<PreflightFacts> ProbeAsync(VenueStage stage) =>
        new BinancePreflight(stage.Client, stage.Time).ReadAsync(None);
}
