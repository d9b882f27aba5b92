namespace Quantum.App.Ports;

/// <summary>Where a host sends its business metrics. Sending never fails and never waits.</summary>
public interface IMeasurements
{
    /// <summary>Notes one value.</summary>
    /// <param name="metric">A name of <c>MetricNames</c>.</param>
    /// <param name="value">In the unit that the name's documentation says.</param>
    /// <param name="dimension">A dimension of <c>MetricNames</c>, or <see langword="null"/>.</param>
    /// <param name="label">The dimension's value.</param>
    void Note(string metric, double value, string? dimension = null, string? label = null);
}
