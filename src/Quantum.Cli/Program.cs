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
};
return await root.Parse(args).InvokeAsync();
