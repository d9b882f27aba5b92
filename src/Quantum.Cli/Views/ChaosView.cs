using System.Reflection;
using System.Text.Json;
using Quantum.Simulation.Chaos;
using Quantum.Simulation.Checks;
using Quantum.Simulation.Worlds;
using Spectre.Console;

namespace Quantum.Cli.Views;

/// <summary>Shows a fault run: a bar while it runs, then what happened, as text or JSON.</summary>
internal static class ChaosView
{
    private const int LogLinesMax = 60;

    /// <summary>Version and commit of this program, which a failing seed belongs to.</summary>
    public static string Version => typeof(ChaosView).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Shows progress while the worlds run.</summary>
    public static ChaosReport Show(ChaosOptions options, Func<Action<ChaosReport>, ChaosReport> run)
    {
        if (Console.IsOutputRedirected) return run(_ => { });
        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn(), new SpinnerColumn())
            .Start(context =>
            {
                var bar = context.AddTask($"{options.Profile.Name} worlds", maxValue: options.Seeds);
                return run(report =>
                {
                    bar.Value = report.Worlds;
                    bar.Description = Markup.Escape($"{report.Worlds:N0} worlds, {report.SimulatedHours:N0} h, "
                        + $"{report.Faults:N0} faults, {report.Failures.Count} failed");
                });
            });
    }

    /// <summary>The report in words.</summary>
    public static IEnumerable<string> Lines(ChaosReport report)
    {
        yield return $"{report.Worlds:N0} worlds of {report.Hours:0.##} h, profile {report.Profile}, commit {Version}";
        yield return $"  simulated       {report.SimulatedHours:N1} h in {report.Elapsed.TotalMinutes:N1} min: "
            + $"{report.HoursPerMinute:N0} h per minute";
        yield return $"  faults          {report.Faults:N0} at {report.Calls:N0} places; {report.Kills:N0} instances "
            + $"died, {report.UseCaseFaults:N0} use cases failed and ran again";
        yield return $"  decisions       {report.Pages:N0} minutes, {report.Compared:N0} records held against an "
            + $"uninterrupted reader, {report.ByModel:N0} of a model";
        yield return $"  signals         {report.Signals:N0}; {report.Entries:N0} entries, {report.Orders:N0} orders";
        yield return $"  judged          {report.AlarmsDue:N0} alarms that were due; the day's loss at "
            + $"{report.LossesJudged:N0} first stops";
        foreach (var naked in report.Naked)
        {
            yield return $"  without a stop  {Cause(naked.Excuse)}: {naked.Count:N0} times, max "
                + $"{naked.MaxSeconds:N1} s, p99 {naked.P99Seconds:N1} s, in all {naked.TotalSeconds:N0} s; "
                + $"after the last excuse at most {naked.AccountableMaxSeconds:N1} s";
        }

        foreach (var (kind, count) in report.FaultsByKind) yield return $"  {kind,-18} {count,12:N0}";
        foreach (var invariant in Enum.GetValues<Invariant>().Where(invariant => invariant != Invariant.None))
            yield return $"  {invariant,-18} {report.ViolationsOf(invariant),12:N0} violations";
        foreach (var failure in report.Failures.Take(20))
            yield return $"  seed {failure.Seed}: {failure.Violation}";
    }

    /// <summary>What a failing world does, at its smallest.</summary>
    public static IEnumerable<string> Explanation(WorldResult world, int runs)
    {
        yield return $"Seed {world.Seed}, commit {Version}: {world.Violation}";
        yield return $"It takes {world.Faults.Count} faults ({runs} worlds were run to find them):";
        foreach (var fault in world.Faults) yield return $"  {fault}";
        yield return "What happened last:";
        foreach (var line in world.Log.TakeLast(LogLinesMax)) yield return $"  {line}";
    }

    /// <summary>The report as JSON.</summary>
    public static ReadOnlyMemory<byte> Json(ChaosReport report)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("commit", Version);
            json.WriteString("profile", report.Profile);
            json.WriteNumber("hours", report.Hours);
            json.WriteNumber("worlds", report.Worlds);
            json.WriteNumber("simulatedHours", Math.Round(report.SimulatedHours, 3));
            json.WriteNumber("elapsedSeconds", Math.Round(report.Elapsed.TotalSeconds, 3));
            json.WriteNumber("kills", report.Kills);
            json.WriteNumber("useCaseFaults", report.UseCaseFaults);
            json.WriteNumber("minutes", report.Pages);
            json.WriteNumber("recordsCompared", report.Compared);
            json.WriteNumber("recordsByModel", report.ByModel);
            json.WriteNumber("alarmsDue", report.AlarmsDue);
            json.WriteNumber("lossesJudged", report.LossesJudged);
            json.WriteNumber("signals", report.Signals);
            json.WriteNumber("entries", report.Entries);
            json.WriteNumber("orders", report.Orders);
            json.WriteNumber("faults", report.Faults);
            json.WriteStartObject("faultsByKind");
            foreach (var (kind, count) in report.FaultsByKind) json.WriteNumber(kind.ToString(), count);
            json.WriteEndObject();
            WriteNaked(json, report);
            WriteViolations(json, report);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteNaked(Utf8JsonWriter json, ChaosReport report)
    {
        json.WriteStartArray("withoutStop");
        foreach (var naked in report.Naked)
        {
            json.WriteStartObject();
            json.WriteString("excuse", naked.Excuse.ToString());
            json.WriteNumber("count", naked.Count);
            json.WriteNumber("maxSeconds", Math.Round(naked.MaxSeconds, 3));
            json.WriteNumber("p99Seconds", Math.Round(naked.P99Seconds, 3));
            json.WriteNumber("totalSeconds", Math.Round(naked.TotalSeconds, 3));
            json.WriteNumber("accountableMaxSeconds", Math.Round(naked.AccountableMaxSeconds, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteViolations(Utf8JsonWriter json, ChaosReport report)
    {
        json.WriteStartObject("violations");
        foreach (var invariant in Enum.GetValues<Invariant>().Where(invariant => invariant != Invariant.None))
            json.WriteNumber(invariant.ToString(), report.ViolationsOf(invariant));
        json.WriteEndObject();
        json.WriteStartArray("failures");
        foreach (var failure in report.Failures)
        {
            json.WriteStartObject();
            json.WriteNumber("seed", failure.Seed);
            json.WriteString("violation", failure.Violation.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Cause(NakedExcuse excuse) => excuse switch
    {
        NakedExcuse.None => "everything worked",
        NakedExcuse.Storage => "storage failed",
        NakedExcuse.Host => "an instance died or a tick was lost",
        _ => "the venue did not answer",
    };
}
