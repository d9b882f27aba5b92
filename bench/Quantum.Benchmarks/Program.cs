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
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Skip(1).ToArray());
        return 0;
    default:
        Console.Error.WriteLine("pipeline [HOURS] | tick [TICKS] | micro [BenchmarkDotNet options]");
        return 2;
}
