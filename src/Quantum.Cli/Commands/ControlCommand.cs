using System.CommandLine;
using Quantum.App.Control;
using Quantum.Cli.State;

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
            using var state = StateDirectory.OpenBeside(parsed.GetValue(ReadCommands.State), isReadOnly: false);
            var clock = await state.ReadClockAsync(ct);
            var report = await new ControlTrading(state.Store, clock).HandleAsync(order, ct);
            Console.WriteLine($"{report.Before.Kind} -> {report.After.Kind}. {report.Sentence}");
            return Failures.Success;
        }));
        return command;
    }
}
