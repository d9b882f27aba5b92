using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Quantum.Benchmarks;

switch (args.FirstOrDefault())
{
    case "pipeline":
        await PipelineMeasurement.RunAsync(hours: args.Length > 1 ? int.Parse(args[1]) : 24);
        return 0;
    case "tick":
        await TickMeasurement.RunAsync(ticks: args.Length > 1 ? int.Parse(args[1]) : 600);
        return 0;
    case "models":
        await ModelMeasurement.TickAsync(Folder(1), args.Length > 2 ? int.Parse(args[2]) : 300);
        return 0;
    case "swaps":
        await ModelMeasurement.SwapAsync(Folder(1), args.Length > 2 ? int.Parse(args[2]) : 500);
        return 0;
    case "cold":
        await ColdMeasurement.RunAsync(Folder(1), args.Length > 2 ? int.Parse(args[2]) : 7);
        return 0;
    case ColdMeasurement.Child:
        await ColdMeasurement.FirstDecisionAsync(Folder(1));
        return 0;
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Skip(1).ToArray(),
            DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "benchmarks")));
        return 0;
    default:
        Console.Error.WriteLine("pipeline [HOURS] | tick [TICKS] | models BUNDLE [TICKS] | swaps BUNDLE [COUNT] | "
            + "cold BUNDLE [STARTS] | micro [BenchmarkDotNet options]");
        return 2;
}

string Folder(int index) => args.Length > index
    ? args[index]
    : throw new InvalidOperationException("Name the folder of a bundle, e.g. models/VERSION.");
