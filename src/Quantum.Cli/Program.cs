using System.CommandLine;
using Quantum.Cli.Commands;

var root = new RootCommand("Quantum: an automated crypto-futures trading system that can say why it did or did not trade.")
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
