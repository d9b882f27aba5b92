using System.Text.Json;
using System.Text.RegularExpressions;
using Quantum.Infra.Tests.Bicep;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Checks;

/// <summary>What is passed is what is asked for: modules, their parameters and outputs, the parameter file.</summary>
public static class ModuleCheck
{
    private const string Main = "infra/main.bicep";
    private const string ParameterFile = "infra/main.parameters.json";

    /// <summary>Everything that does not fit.</summary>
    public static IEnumerable<string> Find(InfraFiles files)
    {
        var all = files.Bicep.ToDictionary(file => file.Path);
        foreach (var file in all.Values)
        {
            foreach (var line in file.Unreadable) yield return $"{file.Path}: the reader does not know '{line}'.";
            foreach (var parameter in file.Parameters.Where(parameter =>
                Regex.Count(file.Code, $@"(?<![\w.]){parameter.Name}\b") < 2))
                yield return $"{file.Path}: the parameter {parameter.Name} is not used.";
            foreach (var call in file.Calls)
            {
                var path = PathOf(file, call);
                if (!all.TryGetValue(path, out var module)) yield return $"{file.Path}: there is no {path}.";
                else foreach (var problem in Call(file, call, module)) yield return problem;
            }
        }

        var called = all.Values.SelectMany(file => file.Calls.Select(call => PathOf(file, call))).ToHashSet();
        foreach (var path in files.Below("infra/modules/", ".bicep").Where(path => !called.Contains(path)))
            yield return $"{path}: nothing calls it.";
        foreach (var problem in ParameterNames(files, all[Main])) yield return problem;
    }

    private static IEnumerable<string> Call(BicepFile file, BicepCall call, BicepFile module)
    {
        var known = module.Parameters.Select(parameter => parameter.Name).ToHashSet();
        foreach (var parameter in module.Parameters.Where(parameter => parameter.IsRequired))
        {
            if (!call.Arguments.Contains(parameter.Name))
                yield return $"{file.Path}: {call.Symbol} lacks the parameter {parameter.Name} of {module.Path}.";
        }

        foreach (var argument in call.Arguments.Where(argument => !known.Contains(argument)))
            yield return $"{file.Path}: {call.Symbol} passes {argument}, which {module.Path} does not have.";
        var used = file.OutputUses.Where(use => use.Symbol == call.Symbol).Select(use => use.Output).ToHashSet();
        foreach (var output in used.Where(output => !module.Outputs.Contains(output)))
            yield return $"{file.Path}: {module.Path} has no output {output}.";
        foreach (var output in module.Outputs.Where(output => !used.Contains(output)))
            yield return $"{module.Path}: nobody reads the output {output}.";
    }

    private static IEnumerable<string> ParameterNames(InfraFiles files, BicepFile main)
    {
        using var json = JsonDocument.Parse(files[ParameterFile]);
        var given = json.RootElement.GetProperty("parameters").EnumerateObject().Select(each => each.Name).ToList();
        foreach (var name in given.Where(name => main.Parameters.All(parameter => parameter.Name != name)))
            yield return $"{ParameterFile}: {Main} has no parameter {name}.";
        foreach (var parameter in main.Parameters.Where(parameter => parameter.IsRequired))
        {
            if (!given.Contains(parameter.Name))
                yield return $"{ParameterFile}: the parameter {parameter.Name} of {Main} is missing.";
        }
    }

    private static string PathOf(BicepFile file, BicepCall call) =>
        file.Path[..(file.Path.LastIndexOf('/') + 1)] + call.Path;
}
