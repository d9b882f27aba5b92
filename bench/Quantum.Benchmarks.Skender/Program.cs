using System.Diagnostics;
using System.Globalization;
using Quantum.Benchmarks.Skender;

// One scan of a universe, both ways in one process: Skender computes each symbol's eleven indicators over a window,
// the streaming ones fold in the one new candle. Rounds alternate, so that a busy machine slows both.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
var (batch, stream) = (new BatchScan(), new StreamingScan());
var (batchTimes, streamTimes) = (new List<double>(), new List<double>());
var (batchBytes, streamBytes) = (0L, 0L);
for (var round = 0; round < rounds + 3; round++)
{
    var (batchTime, batchAllocated) = Measure(() => batch.Run(), times: 1);
    var (streamTime, streamAllocated) = Measure(() => stream.Run(), times: 200);
    if (round < 3) continue; // The first rounds compile.
    batchTimes.Add(batchTime);
    streamTimes.Add(streamTime);
    (batchBytes, streamBytes) = (batchAllocated, streamAllocated);
}

var (old, now) = (Median(batchTimes), Median(streamTimes));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"A scan of {Walk.Symbols} symbols, eleven indicators, medians of {rounds} rounds:"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"  Skender over {Walk.Window} candles: {old:0.0} ms, {batchBytes / 1e6:0.0} MB allocated"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"  streaming, one candle:     {now:0.0000} ms, {streamBytes} bytes allocated"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {old / now:N0} times faster"));
return old / now >= 500 ? 0 : 1;

static (double Milliseconds, long Bytes) Measure(Action scan, int times)
{
    var (bytes, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
    for (var index = 0; index < times; index++) scan();
    var elapsed = Stopwatch.GetElapsedTime(start);
    return (elapsed.TotalMilliseconds / times, (GC.GetAllocatedBytesForCurrentThread() - bytes) / times);
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
