using Quantum.Core.Preflight;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Preflight;

public class PreflightChecksTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 2, 18, 20, 0, TimeSpan.Zero);

    private static readonly TradingSettings Live = new()
    {
        Mode = TradingMode.Live,
        Execution = new() { Account = "l01" },
        Live = new() { ArmedFor = "l01/2025-06-30" },
    };

    private static readonly PreflightFacts Good = new()
    {
        At = Now,
        Key = KeyPresence.Present,
        Reach = VenueReach.Reached,
        ClockOffsetSeconds = 0.1,
        Symbols = 222,
        IsKeyAccepted = true,
        CanWithdraw = false,
        IsAddressBound = true,
        CanTrade = true,
        IsLocked = false,
        IsHedgeMode = false,
        IsMultiAssets = false,
        CrossedPositions = 0,
        Model = ModelApproval.Approved,
    };

    public static TheoryData<string, Func<PreflightFacts, PreflightFacts>> Refusals => new()
    {
        { "PREFLIGHT_KEY_MISSING", facts => facts with { Key = KeyPresence.Missing } },
        { "PREFLIGHT_KEY_MISSING", facts => facts with { Key = KeyPresence.None } },
        { "PREFLIGHT_KEY_UNRESOLVED", facts => facts with { Key = KeyPresence.Unresolved } },
        { "PREFLIGHT_REGION_REFUSED", facts => facts with { Reach = VenueReach.RegionRefused } },
        { "PREFLIGHT_VENUE_UNREACHABLE", facts => facts with { Reach = VenueReach.Unreachable } },
        { "PREFLIGHT_VENUE_UNREACHABLE", facts => facts with { Reach = VenueReach.None } },
        { "PREFLIGHT_CLOCK_OFF 60 / 1", facts => facts with { ClockOffsetSeconds = 60 } },
        { "PREFLIGHT_CLOCK_OFF 1.001 / 1", facts => facts with { ClockOffsetSeconds = -1.001 } },
        { "PREFLIGHT_CLOCK_OFF NaN / 1", facts => facts with { ClockOffsetSeconds = double.NaN } },
        { "PREFLIGHT_SYMBOLS_UNKNOWN 9 / 10", facts => facts with { Symbols = 9 } },
        { "PREFLIGHT_KEY_REFUSED", facts => facts with { IsKeyAccepted = false } },
        { "PREFLIGHT_VENUE_UNREACHABLE", facts => facts with { IsKeyAccepted = null } },
        { "PREFLIGHT_KEY_CAN_WITHDRAW", facts => facts with { CanWithdraw = true } },
        { "PREFLIGHT_KEY_RIGHTS_UNKNOWN", facts => facts with { CanWithdraw = null } },
        { "PREFLIGHT_KEY_RIGHTS_UNKNOWN", facts => facts with { IsAddressBound = null } },
        { "PREFLIGHT_KEY_UNBOUND", facts => facts with { IsAddressBound = false } },
        { "PREFLIGHT_KEY_CANNOT_TRADE", facts => facts with { CanTrade = false } },
        { "PREFLIGHT_VENUE_UNREACHABLE", facts => facts with { CanTrade = null } },
        { "PREFLIGHT_TRADING_LOCKED", facts => facts with { IsLocked = true } },
        { "PREFLIGHT_HEDGE_MODE", facts => facts with { IsHedgeMode = true } },
        { "PREFLIGHT_VENUE_UNREACHABLE", facts => facts with { IsHedgeMode = null } },
        { "PREFLIGHT_MULTI_ASSETS", facts => facts with { IsMultiAssets = true } },
        { "PREFLIGHT_MARGIN_CROSSED 2 / 0", facts => facts with { CrossedPositions = 2 } },
        { "PREFLIGHT_MODEL_NOT_APPROVED", facts => facts with { Model = ModelApproval.NotApproved } },
        { "PREFLIGHT_ARMING_EXPIRED -1 / 91", facts => facts with { At = Now.AddDays(29) } },
        { "PREFLIGHT_ARMING_EXPIRED 92 / 91", facts => facts with { At = Now.AddDays(-64) } },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Each_fault_alone_bars_entries_with_its_own_reason(
        string reason, Func<PreflightFacts, PreflightFacts> spoil) => Assert.Equal(
        reason, PreflightChecks.FirstProblem(PreflightChecks.Judge(spoil(Good), Live))?.ToString());

    [Fact]
    public void Nothing_bars_what_is_right_and_the_last_armed_day_still_trades()
    {
        Assert.All(PreflightChecks.Judge(Good, Live), check => Assert.Equal(CheckOutcome.Passed, check.Outcome));
        Assert.Null(PreflightChecks.FirstProblem(PreflightChecks.Judge(Good with { At = Now.AddDays(28) }, Live)));
    }

    [Fact]
    public void What_cannot_be_seen_is_said_and_bars_nothing_by_itself()
    {
        var settings = new TradingSettings { Mode = TradingMode.Testnet, Execution = new() { Account = "t01" } };
        var facts = Good with { CanWithdraw = null, IsAddressBound = null, IsLocked = null };
        var checks = PreflightChecks.Judge(facts, settings);
        Assert.Null(PreflightChecks.FirstProblem(checks));
        var dark = checks.Where(check => check.Outcome == CheckOutcome.NotSeen).ToList();
        Assert.Equal(["no right to withdraw", "key is bound to addresses", "quantitative rules"],
            dark.Select(check => check.Name));
        Assert.Contains("key management", dark[0].Sentence);
    }

    [Fact]
    public void Live_is_barred_in_the_exchanges_own_words_where_it_does_not_tell_the_keys_rights()
    {
        var facts = Good with { CanWithdraw = null, IsAddressBound = null, RightsDetail = "HTTP 503 no page" };
        var check = PreflightChecks.Judge(facts, Live).First(check => check.Outcome == CheckOutcome.Failed);
        Assert.Equal(("no right to withdraw", ReasonCode.PreflightKeyRightsUnknown),
            (check.Name, check.Refusal!.Value.Code));
        Assert.EndsWith("HTTP 503 no page", check.Sentence);
    }

    [Fact]
    public void A_test_network_needs_neither_arming_nor_an_approved_model()
    {
        var settings = new TradingSettings { Mode = TradingMode.Testnet, Execution = new() { Account = "t01" } };
        var checks = PreflightChecks.Judge(
            Good with { Model = ModelApproval.NotApproved, IsAddressBound = false }, settings);
        Assert.Null(PreflightChecks.FirstProblem(checks));
        Assert.DoesNotContain(checks, check => check.Name == "live trading is armed");
    }

    [Fact]
    public void Live_without_arming_never_passes_whatever_the_settings_reader_let_through()
    {
        var unarmed = Live with { Live = new() };
        Assert.Equal(ReasonCode.PreflightNotArmed,
            PreflightChecks.FirstProblem(PreflightChecks.Judge(Good, unarmed))?.Code);
    }

    [Theory]
    [InlineData("key", "secret", KeyPresence.Present)]
    [InlineData(null, "secret", KeyPresence.Missing)]
    [InlineData("key", " ", KeyPresence.Missing)]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/key)", "s", KeyPresence.Unresolved)]
    [InlineData("key", "  @microsoft.keyvault(VaultName=v;SecretName=s)", KeyPresence.Unresolved)]
    public void A_key_is_known_by_its_look(string? key, string? secret, KeyPresence presence) =>
        Assert.Equal(presence, PreflightChecks.PresenceOf(key, secret));
}
