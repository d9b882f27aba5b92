using System.Globalization;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Preflight;

/// <summary>
/// The checks before Testnet or Live may enter, in the order in which a person would mend them; for Paper, those of the
/// market alone. Pure. The first that fails is the reason on every refused signal.
/// </summary>
public static class PreflightChecks
{
    /// <summary>How an app setting begins whose Key Vault reference was not resolved.</summary>
    public const string UnresolvedPrefix = "@Microsoft.KeyVault(";

    /// <summary>What key and secret are, by their look.</summary>
    public static KeyPresence PresenceOf(string? key, string? secret)
    {
        string?[] both = [key, secret];
        if (both.Any(text => text is not null && IsUnresolved(text))) return KeyPresence.Unresolved;
        return both.All(text => !string.IsNullOrWhiteSpace(text)) ? KeyPresence.Present : KeyPresence.Missing;
    }

    /// <summary>Whether a setting is the literal of a Key Vault reference.</summary>
    public static bool IsUnresolved(string text) =>
        text.TrimStart().StartsWith(UnresolvedPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Judges the facts.</summary>
    /// <param name="facts">What was seen.</param>
    /// <param name="settings">Mode, account, arming and limits.</param>
    public static IReadOnlyList<PreflightCheck> Judge(PreflightFacts facts, TradingSettings settings)
    {
        // Paper shows no key and sends no order; what it needs is the market.
        if (settings.Mode == TradingMode.Paper)
            return [Region(facts), Clock(facts, settings), Symbols(facts, settings)];
        var checks = new List<PreflightCheck>();
        if (settings.Mode == TradingMode.Live) checks.Add(Arming(facts.At, settings));
        checks.Add(KeyThere(facts));
        checks.Add(Region(facts));
        checks.Add(Clock(facts, settings));
        checks.Add(Symbols(facts, settings));
        checks.Add(KeyAccepted(facts));
        checks.Add(Withdrawal(facts, settings));
        checks.Add(AddressBound(facts, settings));
        checks.Add(Signed(facts, "right to trade futures", facts.CanTrade, ReasonCode.PreflightKeyCannotTrade,
            "Key and account may trade futures."));
        checks.Add(Unlocked(facts));
        checks.Add(Signed(facts, "one-way mode", !facts.IsHedgeMode, ReasonCode.PreflightHedgeMode,
            "The account is in one-way mode."));
        checks.Add(Signed(facts, "single-asset margin", !facts.IsMultiAssets, ReasonCode.PreflightMultiAssets,
            "Each position can have a margin of its own."));
        checks.Add(Margin(facts));
        checks.Add(Model(facts, settings));
        return checks;
    }

    /// <summary>Why entries are barred; <see langword="null"/> when nothing failed.</summary>
    public static Reason? FirstProblem(IReadOnlyList<PreflightCheck> checks) =>
        checks.FirstOrDefault(check => check.Outcome == CheckOutcome.Failed)?.Refusal;

    private static PreflightCheck Arming(DateTimeOffset now, TradingSettings settings)
    {
        const string name = "live trading is armed";
        var text = settings.Live.ArmedFor;
        if (!LiveSettings.TryReadArming(text, out var account, out var lastDay)
            || account != settings.Execution.Account)
            return Fail(name, new Reason(ReasonCode.PreflightNotArmed));
        var days = lastDay.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
        return days is >= 0 and < LiveSettings.ArmedDaysMax
            ? Pass(name, $"Armed for account {account} up to and including {lastDay:yyyy-MM-dd}.")
            : Fail(name, new Reason(ReasonCode.PreflightArmingExpired, days, LiveSettings.ArmedDaysMax - 1));
    }

    private static PreflightCheck KeyThere(PreflightFacts facts) => facts.Key switch
    {
        KeyPresence.Present => Pass("key and secret", "Both are there."),
        KeyPresence.Unresolved => Fail("key and secret", new Reason(ReasonCode.PreflightKeyUnresolved)),
        _ => Fail("key and secret", new Reason(ReasonCode.PreflightKeyMissing)),
    };

    private static PreflightCheck Region(PreflightFacts facts) => facts.Reach switch
    {
        VenueReach.Reached => Pass("venue and region", "The venue answers here."),
        VenueReach.RegionRefused => Fail(
            "venue and region", new Reason(ReasonCode.PreflightRegionRefused), facts.ReachDetail),
        _ => Fail("venue and region", new Reason(ReasonCode.PreflightVenueUnreachable), facts.ReachDetail),
    };

    private static PreflightCheck Clock(PreflightFacts facts, TradingSettings settings)
    {
        if (facts.ClockOffsetSeconds is not { } offset) return NotSeen("clock", "The venue's clock was not read.");
        var limit = settings.Breaker.ClockOffsetMaxSeconds;
        return Math.Abs(offset) <= limit
            ? Pass("clock", string.Create(CultureInfo.InvariantCulture, $"{offset:0.000} s off the venue's."))
            : Fail("clock", new Reason(ReasonCode.PreflightClockOff, Math.Abs(offset), limit));
    }

    private static PreflightCheck Symbols(PreflightFacts facts, TradingSettings settings)
    {
        if (facts.Symbols is not { } count) return NotSeen("contracts", "The list of contracts was not read.");
        return count >= settings.Live.SymbolsMin
            ? Pass("contracts", $"{count} perpetual contracts trade in {settings.Universe.QuoteAsset}.")
            : Fail("contracts", new Reason(ReasonCode.PreflightSymbolsUnknown, count, settings.Live.SymbolsMin));
    }

    private static PreflightCheck KeyAccepted(PreflightFacts facts) => facts.IsKeyAccepted switch
    {
        true => Pass("key is accepted", "A signed request was answered."),
        false => Fail("key is accepted", new Reason(ReasonCode.PreflightKeyRefused), facts.KeyDetail),
        null when facts.Reach == VenueReach.Reached && facts.Key == KeyPresence.Present =>
            Fail("key is accepted", new Reason(ReasonCode.PreflightVenueUnreachable), facts.KeyDetail),
        null => NotSeen("key is accepted", "No signed request could be made."),
    };

    private static PreflightCheck Withdrawal(PreflightFacts facts, TradingSettings settings) => facts.CanWithdraw switch
    {
        true => Fail("no right to withdraw", new Reason(ReasonCode.PreflightKeyCanWithdraw)),
        false => Pass("no right to withdraw", "The exchange says that the key cannot withdraw."),
        null => RightsUnseen("no right to withdraw", facts, settings),
    };

    private static PreflightCheck AddressBound(PreflightFacts facts, TradingSettings settings) =>
        facts.IsAddressBound switch
        {
            true => Pass("key is bound to addresses", "The exchange takes the key from listed addresses only."),
            false when settings.Mode == TradingMode.Live =>
                Fail("key is bound to addresses", new Reason(ReasonCode.PreflightKeyUnbound)),
            false => Pass("key is bound to addresses", "It is not, which bars live trading only."),
            null => RightsUnseen("key is bound to addresses", facts, settings),
        };

    // With real money nothing is taken for good because it is dark; a test network has nothing to tell and to lose.
    private static PreflightCheck RightsUnseen(string name, PreflightFacts facts, TradingSettings settings) =>
        settings.Mode == TradingMode.Live && facts.IsKeyAccepted == true
            ? Fail(name, new Reason(ReasonCode.PreflightKeyRightsUnknown), facts.RightsDetail)
            : NotSeen(name, "Not told; look at the key's rights in the exchange's key management.");

    private static PreflightCheck Margin(PreflightFacts facts) => facts.CrossedPositions switch
    {
        null => NotSeen("isolated margin", "The margin types of the positions were not read."),
        0 => Pass("isolated margin", "No open position has crossed margin; each entry sets its symbol to isolated."),
        var count => Fail("isolated margin", new Reason(ReasonCode.PreflightMarginCrossed, count.Value, 0)),
    };

    private static PreflightCheck Model(PreflightFacts facts, TradingSettings settings) => facts.Model switch
    {
        ModelApproval.Approved => Pass("model", "The active model is approved for live trading."),
        ModelApproval.NoModel => Pass("model", "No model is installed; the rule decides."),
        _ when settings.Mode != TradingMode.Live => Pass("model", "Not approved, which bars live trading only."),
        _ => Fail("model", new Reason(ReasonCode.PreflightModelNotApproved)),
    };

    private static PreflightCheck Unlocked(PreflightFacts facts) => facts.IsLocked switch
    {
        true => Fail("quantitative rules", new Reason(ReasonCode.PreflightTradingLocked)),
        false => Pass("quantitative rules", "No indicator of the venue's quantitative rules is locked."),
        null => NotSeen("quantitative rules", "Their state was not read; not every network tells it."),
    };

    // What was not seen although the key is accepted bars entries: nothing is taken for good because it is dark.
    private static PreflightCheck Signed(
        PreflightFacts facts, string name, bool? isGood, ReasonCode code, string sentence) => isGood switch
        {
            true => Pass(name, sentence),
            false => Fail(name, new Reason(code)),
            null when facts.IsKeyAccepted == true => Fail(name, new Reason(ReasonCode.PreflightVenueUnreachable)),
            null => NotSeen(name, "Not read, because no signed request was answered."),
        };

    private static PreflightCheck Pass(string name, string sentence) => new(name, CheckOutcome.Passed, null, sentence);

    private static PreflightCheck NotSeen(string name, string sentence) =>
        new(name, CheckOutcome.NotSeen, null, sentence);

    private static PreflightCheck Fail(string name, Reason reason, string? detail = null) => new(name,
        CheckOutcome.Failed, reason, detail is null ? reason.Sentence : $"{reason.Sentence} {detail}");
}
