using System.CommandLine;
using Quantum.App.Control;
using Quantum.Cli.State;
using Quantum.Cli.Views;

namespace Quantum.Cli.Commands;

/// <summary><c>quantum control</c>: the operator's orders to a run, also beside it.</summary>
internal static class ControlCommand
{
    private static readonly Argument<string> Action = new("action")
    {
        Description = "pause, resume, reduce, halt or flatten.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("control", "Pause, resume, reduce, halt or flatten.") { Action, ReadCommands.State };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            var action = parsed.GetValue(Action) ?? "";
            if (!ControlTrading.TryParse(action, out var order))
                return Failures.Wrong([$"'{action}' is not an order: pause, resume, reduce, halt or flatten."]);
            var path = parsed.GetValue(ReadCommands.State);
            var running = StateDirectory.Running();
            using var state = StateDirectory.OpenBeside(path, isReadOnly: false);
            var isRun = RunLock.IsTaken(state.Path);

            // An order meant for one run must not end in the book of another, or of what nobody runs.
            if (path is null && running.Count > (isRun ? 1 : 0))
                throw new StateException("Nothing was ordered: " + (isRun
                    ? $"{running.Count} runs are going on, on {string.Join(" and on ", running)}. "
                    : $"no process runs the latest state {state.Path}, but one runs "
                        + $"{string.Join(" and one ", running)}. ") + "Name the one you mean with --state.");
            var clock = await state.ReadClockAsync(ct);
            var report = await new ControlTrading(state.Store, clock).HandleAsync(order, ct);
            Sentence.Say($"State {state.Path}:");
            Sentence.Say($"{report.Before.Kind} -> {report.After.Kind}. {report.Sentence}");
            if (!isRun)
                Sentence.Say("No process runs this state now, so nothing happens yet: "
                    + "the order is kept for the next run that goes on with it.");
            return Failures.Success;
        }));
        return command;
    }
}
