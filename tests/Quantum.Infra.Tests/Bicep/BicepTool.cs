using System.ComponentModel;
using System.Diagnostics;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Bicep;

/// <summary>
/// Programs that know Bicep and its queries. None is needed to build or to test the rest, so that each test that wants
/// one is skipped with a sentence where it cannot be had.
/// </summary>
public static class BicepTool
{
    /// <summary>Version of the compiler's package, which holds the program and the types of every resource.</summary>
    private const string CompilerVersion = "0.49.2";

    private static readonly string Work = Path.Combine(RepositoryFolder.Path, "artifacts", "bicep");

    /// <summary>Microsoft's compiler, from its NuGet package for this system.</summary>
    /// <returns>Its path, or why there is none.</returns>
    public static (string? Path, string Problem) Compiler()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return (null, "the compiler's package is looked for on 64-bit Linux only");
        var folder = Path.Combine(Work, "compiler");
        var program = Path.Combine(folder, $"azure.bicep.commandline.linux-x64/{CompilerVersion}/tools/bicep");
        if (!File.Exists(program))
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "compiler.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                  <ItemGroup>
                    <PackageDownload Include="Azure.Bicep.CommandLine.linux-x64" Version="[{CompilerVersion}]" />
                  </ItemGroup>
                </Project>
                """);
            var (code, output) = Run(folder, "dotnet", "restore", "compiler.csproj", "--packages", folder);
            if (code != 0) return (null, $"its package {CompilerVersion} does not restore: {LastLine(output)}");
        }

        return (program, "");
    }

    /// <summary>Packages from npm, for Node.js.</summary>
    /// <param name="name">Name of the folder that they are installed in.</param>
    /// <param name="packages">The packages with their versions.</param>
    /// <returns>The folder in which a script finds them, or why there is none.</returns>
    public static (string? Folder, string Problem) Npm(string name, params string[] packages)
    {
        var folder = Path.Combine(Work, name);
        if (Run(Work, "node", "--version").Code != 0) return (null, "Node.js is not installed");
        var mark = Path.Combine(folder, string.Join('+', packages.Select(package => package.Replace('/', '-'))));
        if (!File.Exists(mark))
        {
            Directory.CreateDirectory(folder);
            var (code, output) = Run(folder, "npm", ["install", "--no-audit", "--no-fund", "--no-save", .. packages]);
            if (code != 0) return (null, $"npm does not install {string.Join(", ", packages)}: {LastLine(output)}");
            File.WriteAllText(mark, "");
        }

        return (folder, "");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, −1 where there is no such program, and all that it wrote.</returns>
    public static (int Code, string Output) Run(string folder, string program, params string[] arguments) =>
        Run(folder, new Dictionary<string, string>(), program, arguments);

    /// <summary>Runs a program with variables of the environment.</summary>
    public static (int Code, string Output) Run(
        string folder, IReadOnlyDictionary<string, string> variables, string program, params string[] arguments)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"; // The compiler's own runtime asks for ICU.
        foreach (var (name, value) in variables) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return (-1, $"There is no {program} here.");
        }
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("");
}
