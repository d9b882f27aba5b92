using System.CommandLine;
using Quantum.Cli.Commands;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A file or a pipe has no width and no colours: whole lines, plain text.
    AnsiConsole.Profile.Width = 200;
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
}

var root = new RootCommand("Quantum: automated crypto-futures trading that can say why it did or did not trade.")
{
    RunCommand.Create(),
    ReadCommands.Status(),
    ReadCommands.Funnel(),
    ReadCommands.Positions(),
    ReadCommands.Trades(),
    WhyCommand.Create(),
    ControlCommand.Create(),
    SettingsCommand.Create(),
    DataCommand.Create(),
    DatasetCommand.Create(),
    ModelsCommand.Create(),
    TrainCommand.Create(),
    DoctorCommand.Create(),
    ChaosCommand.Create(),
};

var parsed = root.Parse(args);
if (WrongCall.Is(parsed))
{
    return WrongCall.Refuse(parsed,
        [.. RunCommand.ProblemsOf(parsed), .. DataCommand.ProblemsOf(parsed), .. DatasetCommand.ProblemsOf(parsed)]);
}

// The step at work is finished and the summary written before the program ends; the default of two seconds cuts that
// off on a busy machine. A second Ctrl+C or a kill does no harm either: the state survives it.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
return await parsed.InvokeAsync(invocation);
