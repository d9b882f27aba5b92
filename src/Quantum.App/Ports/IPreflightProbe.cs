using Quantum.Core.Preflight;

namespace Quantum.App.Ports;

/// <summary>Looks at venue, key and account before a mode may enter. It changes nothing there.</summary>
public interface IPreflightProbe
{
    /// <summary>
    /// Reads the facts. What cannot be read is left out or told as such: a venue that does not answer is a fact and not
    /// an exception.
    /// </summary>
    Task<PreflightFacts> ReadAsync(CancellationToken ct);
}
