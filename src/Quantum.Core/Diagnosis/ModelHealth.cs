using System.Globalization;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.Core.Diagnosis;

/// <summary>The rows of the health report about models and about their training. Pure.</summary>
public static class ModelHealth
{
    /// <summary>Which bundle decides, how old it is, and why none speaks where none does.</summary>
    public static HealthRow Models(SystemFacts facts, ModelSettings settings)
    {
        var spoke = facts.LastDecisions.Lines.Where(line => line.Source == SignalSource.Model).Sum(line => line.Count);
        if (facts.Model is not { } model)
        {
            var refused = Refused(facts);
            return spoke > 0
                ? new("models", HealthLevel.Good, Text($"A model decided {spoke} symbols in the last scan.{refused}"))
                : new("models", refused.Length == 0 ? HealthLevel.Absent : HealthLevel.Warning,
                    "No model bundle is installed: the RSI rule decides (MODEL_NONE)." + refused);
        }

        var age = (facts.Now - model.DataTo).TotalHours;
        var isOld = settings.AgeWarnHours > 0 && settings.AgeMaxHours > 0 && age > settings.AgeWarnHours;
        var evidence = Speaks(facts, model.Version, spoke)
            + Text($" It learnt from candles up to {model.DataTo:yyyy-MM-dd HH:mm}{Age(facts, age, settings)}")
            + Text($"; {(model.IsSigned ? "signed" : "not signed")}, ")
            + (model.ApprovedForLive ? "approved for live; " : "for Paper only; ")
            + Text($"expects {model.ExpectedSignalsPerDay:0.##} signals per day.")
            + (facts.Serving?.WantsRecycling == true
                ? Text($" The process has swapped {facts.Serving.Swaps} times and should be started anew.") : "")
            + Refused(facts);
        var isFlawed = isOld || facts.Serving is { WantsRecycling: true } or { Problem: not null }
            || Refused(facts).Length > 0;
        // The rule stands in for one that is too old, as it is meant to; one that fails is broken.
        var isBroken = spoke == 0 && facts.Serving is { Problem: not null };
        var level = isBroken ? HealthLevel.Bad : spoke == 0 || isFlawed ? HealthLevel.Warning : HealthLevel.Good;
        return new("models", level, evidence);
    }

    /// <summary>What the active bundle was trained on, and whether that was worth anything.</summary>
    public static HealthRow Training(SystemFacts facts)
    {
        if (facts.Model is not { } model)
            return new("training", HealthLevel.Absent, "No active bundle, so there is no training to tell of.");
        var returns = model.ExpectedNetReturn is { Long: { } rises, Short: { } falls }
            ? Text($" Expected net return per signal: long {rises * 100:+0.000;-0.000} %, ")
                + Text($"short {falls * 100:+0.000;-0.000} %.")
            : "";
        return new("training", model.ApprovedForLive ? HealthLevel.Good : HealthLevel.Warning,
            Text($"{model.Version}, made {model.CreatedAt:yyyy-MM-dd HH:mm}, learnt from {model.DataRows} rows of ")
            + Text($"{model.DataSymbols} symbols in {model.DataSources} files, {model.DataFrom:yyyy-MM-dd} to ")
            + Text($"{model.DataTo:yyyy-MM-dd}.") + returns + $" {model.ApprovalReason}".TrimEnd());
    }

    /// <summary>How long ago that was, where the reason of its silence does not say it already.</summary>
    private static string Age(SystemFacts facts, double hours, ModelSettings settings) =>
        facts.Serving?.Silence is { Code: ReasonCode.ModelExpired } ? ""
        : hours < 0 ? ", later than now, so it may have seen these minutes and results flatter it"
        : Text($", {hours:0} h ago ")
            + (settings.AgeMaxHours > 0 ? Text($"(limit {settings.AgeMaxHours:0} h)") : "(no age limit here)");

    private static string Speaks(SystemFacts facts, string version, long spoke)
    {
        var problem = facts.Serving?.Problem is { } words ? $" {words}" : "";
        if (spoke > 0)
            return Text($"{facts.Serving?.Version ?? version} decided {spoke} symbols in the last scan.{problem}");
        var why = facts.Serving?.Silence is { } silence ? silence.Sentence : "It has not been asked yet.";
        return $"{version} does not speak, and the RSI rule decides: {why}{problem}";
    }

    /// <summary>A refusal counts until another bundle is promoted.</summary>
    private static string Refused(SystemFacts facts) =>
        facts.RefusedModel is { } refused && !(refused.At < facts.ModelSince)
            ? $" Bundle {refused.Version} was refused ({ReasonCatalog.Of(refused.Reason.Code).Name}): "
                + refused.Evidence
            : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
