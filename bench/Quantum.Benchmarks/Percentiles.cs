using System.Globalization;

namespace Quantum.Benchmarks;

/// <summary>Times of single calls.</summary>
internal sealed class Percentiles
{
    private readonly List<double> _milliseconds = [];

    /// <summary>Adds one call.</summary>
    public void Add(TimeSpan elapsed) => _milliseconds.Add(elapsed.TotalMilliseconds);

    /// <summary>p50, p99 and the longest, milliseconds.</summary>
    public override string ToString()
    {
        _milliseconds.Sort();
        return string.Create(CultureInfo.InvariantCulture,
            $"p50 {At(0.5):0.00} ms, p99 {At(0.99):0.00} ms, max {At(1):0.00} ms ({_milliseconds.Count} calls)");
    }

    private double At(double share) => _milliseconds[(int)Math.Ceiling(share * _milliseconds.Count) - 1];
}
