using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Adapters.Archive;
using Quantum.Core.Diagnosis;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Recordings;

/// <summary>The answer of <c>quantum data verify --json</c>.</summary>
/// <param name="IsUsable">Whether no file has a defect.</param>
/// <param name="Files">Every audited file.</param>
internal sealed record VerifyAnswer(bool IsUsable, IReadOnlyList<RecordingReport> Files);

/// <summary>The words of <c>quantum data verify</c>.</summary>
internal static class VerifyView
{
    /// <summary>Gaps and defects written out for each file; the JSON has more of them.</summary>
    private const int ShownMax = 20;

    /// <summary>The findings as lines.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<RecordingReport> reports)
    {
        foreach (var report in reports)
        {
            var span = report.First is null ? "" : $", {Show(report.First.Value)} to {Show(report.Last!.Value)}";
            yield return $"{report.Kind}/{report.Name}: {Counted.Of(report.Rows, "row")}{span}, "
                + $"{Counted.Of(report.GapCount, "gap")} ({Counted.Of(report.GapMinutes, "minute")}), "
                + $"{Counted.Of(report.DefectCount, "defect")}.";
            foreach (var gap in report.Gaps.Take(ShownMax))
                yield return $"  gap {Show(gap.From)} to {Show(gap.To)}: {Counted.Of(gap.Minutes, "minute")}";
            if (More(report.GapCount, "gap") is { } gaps) yield return gaps;
            foreach (var defect in report.Defects.Take(ShownMax))
            {
                var field = defect.Field is null ? "" : $"{defect.Field}: ";
                yield return $"  line {defect.Line}, {defect.Kind}: {field}{defect.Problem}";
            }

            if (More(report.DefectCount, "defect") is { } defects) yield return defects;
        }

        var lack = WithoutMinutes(reports.Where(report => report.Kind != ArchiveSeries.Funding.Name)
            .GroupBy(report => report.Name)
            .Where(contract => contract.All(report => report.Kind != ArchiveSeries.Minutes.Name))
            .Select(contract => contract.Key));
        if (lack is not null) yield return lack;
    }

    /// <summary>Names contracts with candles, but none that anything here can trade or learn from.</summary>
    /// <returns><see langword="null"/> where every contract has minutes.</returns>
    public static string? WithoutMinutes(IEnumerable<string> names)
    {
        var all = string.Join(", ", names);
        return all.Length == 0
            ? null
            : $"No 1m candles of {all}: replays and data sets need them (--interval 1m).";
    }

    /// <summary>The findings as JSON.</summary>
    public static byte[] Json(IReadOnlyList<RecordingReport> reports) => JsonSerializer.SerializeToUtf8Bytes(
        new VerifyAnswer(reports.All(report => report.DefectCount == 0), reports), VerifyJson.Default.VerifyAnswer);

    private static string? More(long count, string one) =>
        count > ShownMax ? $"  and {Counted.Of(count - ShownMax, $"more {one}")}" : null;

    private static string Show(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>How the answer is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(VerifyAnswer))]
internal sealed partial class VerifyJson : JsonSerializerContext;
