using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Bicep;

/// <summary>Every Bicep file is what its own tools call right.</summary>
public sealed class BicepToolTests
{
    private const string ParseScript = """
        const Parser = require('tree-sitter'), fs = require('fs');
        const parser = new Parser();
        parser.setLanguage(require('tree-sitter-bicep'));
        const wrong = process.argv.slice(2).filter(path =>
            parser.parse(fs.readFileSync(path, 'utf8')).rootNode.hasError);
        console.log(wrong.join('\n'));
        process.exit(wrong.length ? 1 : 0);
        """;

    [Theory]
    [InlineData("infra/main.bicep")] // and every module that it calls
    [InlineData("infra/promotion.bicep")]
    public void Every_template_compiles_without_a_warning(string path)
    {
        var (code, output) = Compile(Path.Combine(RepositoryFolder.Path, path));
        Assert.True(code == 0, output);
        Assert.DoesNotContain("Warning", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_compiler_knows_the_properties_of_a_function_app()
    {
        var folder = Directory.CreateTempSubdirectory("quantum-bicep-").FullName;
        var text = InfraFiles.Repository["infra/modules/functions.bicep"]
            .Replace("instanceMemoryMB: inst", "instanceMemoryMb: inst", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(folder, "modules"));
        File.WriteAllText(Path.Combine(folder, "names.json"), SharedNames.Json);
        File.WriteAllText(Path.Combine(folder, "modules", "functions.bicep"), text);
        var (_, output) = Compile(Path.Combine(folder, "modules", "functions.bicep"));
        Directory.Delete(folder, recursive: true);
        Assert.Contains("instanceMemoryMb", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("resource 'half' = {\n", false)]
    public void Every_file_parses(string appended, bool isRight)
    {
        var (grammar, problem) = BicepTool.Npm("grammar", "tree-sitter@0.22", "tree-sitter-bicep@1.1.0");
        if (grammar is null) Assert.Skip($"The Bicep grammar cannot be had: {problem}.");

        var script = Path.Combine(grammar, "parse.js");
        File.WriteAllText(script, ParseScript);
        var folder = Directory.CreateTempSubdirectory("quantum-bicep-").FullName;
        var paths = InfraFiles.Repository.Bicep.Select(file =>
        {
            var copy = Path.Combine(folder, file.Path.Replace('/', '-'));
            File.WriteAllText(copy, InfraFiles.Repository[file.Path] + appended);
            return copy;
        }).ToArray();
        var (code, output) = BicepTool.Run(grammar, "node", [script, .. paths]);
        Directory.Delete(folder, recursive: true);

        Assert.True(code == (isRight ? 0 : 1), output);
        Assert.Equal(isRight ? 0 : paths.Length, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static (int Code, string Output) Compile(string path)
    {
        var (compiler, problem) = BicepTool.Compiler();
        if (compiler is null) Assert.Skip($"The Bicep compiler cannot be had: {problem}.");
        var target = Path.Combine(Path.GetTempPath(), $"quantum-{Environment.ProcessId}-{Path.GetFileName(path)}.json");
        var answer = BicepTool.Run(RepositoryFolder.Path, compiler, "build", path, "--outfile", target);
        File.Delete(target);
        return answer;
    }
}
