using System.Text.Json;
using Quantum.Cli.Processes;
using Quantum.Simulation.Checks;
using Spectre.Console;

namespace Quantum.Cli.Views;

/// <summary>Shows a run of kills: a bar while it runs, then what happened, as text or JSON.</summary>
internal static class KillView
{
    /// <summary>Shows progress while it runs, unless JSON is wanted.</summary>
    public static async Task<KillReport> ShowAsync(int kills, bool isJson, Func<Action<int>, Task<KillReport>> run)
    {
        if (isJson || Console.IsOutputRedirected) return await run(_ => { });
        return await AnsiConsole.Progress().StartAsync(context =>
        {
            var bar = context.AddTask("kills", maxValue: kills);
            return run(count => bar.Value = count);
        });
    }

    /// <summary>The report in words.</summary>
    public static IEnumerable<string> Lines(KillReport report)
    {
        yield return $"{report.Kills.Values.Sum():N0} kills of the real program, seed {report.Seed}, commit "
            + ChaosView.Version;
        yield return $"  took            {report.Elapsed.TotalMinutes:N1} min, {report.VenueHours:N1} h of the venue";
        yield return $"  signals         {report.Signals:N0}; {report.Entries:N0} entries, {report.Orders:N0} orders";
        foreach (var (moment, count) in report.Kills.OrderBy(pair => pair.Key))
            yield return $"  {moment,-18} {count,8:N0}";
        foreach (var (excuse, seconds) in Naked(report))
        {
            yield return $"  without a stop  {(excuse == NakedExcuse.None ? "alive" : "killed meanwhile")}: "
                + $"{seconds.Count:N0} times, max {seconds[^1]:N1} s, p99 {P99(seconds):N1} s of the venue";
        }

        yield return report.Problem is { } problem ? $"  FAILED          {problem}" : "  every invariant held";
    }

    /// <summary>The report as JSON.</summary>
    public static ReadOnlyMemory<byte> Json(KillReport report)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("commit", ChaosView.Version);
            json.WriteNumber("seed", report.Seed);
            json.WriteNumber("kills", report.Kills.Values.Sum());
            json.WriteStartObject("killsByMoment");
            foreach (var (moment, count) in report.Kills.OrderBy(pair => pair.Key))
                json.WriteNumber(moment.ToString(), count);
            json.WriteEndObject();
            json.WriteNumber("elapsedSeconds", Math.Round(report.Elapsed.TotalSeconds, 3));
            json.WriteNumber("venueHours", Math.Round(report.VenueHours, 3));
            json.WriteNumber("signals", report.Signals);
            json.WriteNumber("entries", report.Entries);
            json.WriteNumber("orders", report.Orders);
            json.WriteStartArray("withoutStop");
            foreach (var (excuse, seconds) in Naked(report))
            {
                json.WriteStartObject();
                json.WriteString("excuse", excuse.ToString());
                json.WriteNumber("count", seconds.Count);
                json.WriteNumber("maxSeconds", Math.Round(seconds[^1], 3));
                json.WriteNumber("p99Seconds", Math.Round(P99(seconds), 3));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("problem", report.Problem);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static IEnumerable<(NakedExcuse Excuse, List<double> Seconds)> Naked(KillReport report) => report.Naked
        .GroupBy(stretch => stretch.Excuse).OrderBy(group => group.Key)
        .Select(group => (group.Key, group.Select(stretch => stretch.Seconds).Order().ToList()));

    private static double P99(List<double> seconds) => seconds[(seconds.Count - 1) * 99 / 100];
}
