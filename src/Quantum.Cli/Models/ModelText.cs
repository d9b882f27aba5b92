using System.Globalization;
using Quantum.App.Models;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Spectre.Console;

namespace Quantum.Cli.Models;

/// <summary>Bundles and verdicts in words and tables.</summary>
internal static class ModelText
{
    /// <summary>A verdict in one sentence.</summary>
    public static string Sentence(ModelVerdict verdict) => verdict.Refusal is { Refusal: { } reason } gate
        ? $"Model bundle {verdict.Version} was refused ({ReasonCatalog.Of(reason.Code).Name}): {gate.Evidence}"
        : $"Model bundle {verdict.Version} passed every gate and is active.";

    /// <summary>The gates that were asked, in order.</summary>
    public static IEnumerable<string> Gates(ModelVerdict verdict) => verdict.Gates.Select(gate =>
        gate.Refusal is { } reason
            ? $"  {gate.Gate,-12} REFUSED  {ReasonCatalog.Of(reason.Code).Name}: {gate.Evidence}"
            : $"  {gate.Gate,-12} passed   {gate.Evidence}");

    /// <summary>The list.</summary>
    public static Table List(ModelReport report)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("version", "serves", "made", "learnt up to", "signals/day", "live", "last verdict");
        foreach (var model in report.Models)
        {
            var summary = model.Summary;
            table.AddRow(new[]
            {
                model.Version, model.IsActive ? "yes" : "", Day(summary?.CreatedAt), Day(summary?.DataTo),
                summary is null ? "" : summary.ExpectedSignalsPerDay.ToString("0.##", CultureInfo.InvariantCulture),
                summary is null ? "" : summary.ApprovedForLive ? "approved" : "no",
                model.Verdict is not { } verdict ? "never judged"
                    : verdict.Refusal?.Refusal is { } reason ? ReasonCatalog.Of(reason.Code).Name : "passed",
            }.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    /// <summary>What serves, in sentences.</summary>
    public static IEnumerable<string> Active(ModelReport report)
    {
        if (report.Pointer?.Active is not { } active)
        {
            yield return "No bundle is active; the RSI rule decides.";
            yield break;
        }

        yield return $"{active.Version} is active since {report.Pointer.Since:yyyy-MM-dd HH:mm}Z.";
        foreach (var serving in report.Serving)
        {
            yield return $"Process {serving.Owner} serves {serving.Version ?? "none"} since "
                + $"{serving.At:yyyy-MM-dd HH:mm}Z, {serving.Swaps} swaps"
                + (serving.Silence is { } silence ? $"; silent: {silence.Sentence}" : ".")
                + (serving.Problem is { } problem ? $" {problem}" : "");
        }

        yield return report.Pointer.History is [.., var before]
            ? $"Before it: {string.Join(", ", report.Pointer.History.Reverse())}. A roll-back goes to {before}."
            : "No bundle served before it.";
    }

    private static string Day(DateTimeOffset? instant) =>
        instant?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
