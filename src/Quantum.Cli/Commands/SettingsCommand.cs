using System.CommandLine;
using Quantum.Core.Settings;

namespace Quantum.Cli.Commands;

/// <summary><c>quantum settings</c>: every setting with its range, default and basis.</summary>
internal static class SettingsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("settings", "List every setting with its default, range and basis.");
        command.SetAction(_ =>
        {
            foreach (var info in SettingsCatalog.All)
            {
                Console.WriteLine($"{info.Key} = {(info.Default.Length > 0 ? info.Default : "(empty)")}");
                Console.WriteLine($"    {info.Meaning.Description} {SettingsCatalog.RangeOf(info)}. {info.Meaning.Basis}.");
            }

            return Failures.Success;
        });
        return command;
    }
}
