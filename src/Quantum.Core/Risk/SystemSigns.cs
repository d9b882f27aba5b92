namespace Quantum.Core.Risk;

/// <summary>
/// What the system saw of itself, as the breakers judge it; <c>default</c> is a system without trouble.
/// </summary>
/// <param name="Faults">
/// Failures of use cases within <see cref="BreakerRules.FaultsWindow"/>, one a use case and minute at most; ≥ 0.
/// </param>
/// <param name="UnknownSeconds">For how long the outcome of the oldest such order is unknown; 0 without one.</param>
public readonly record struct SystemSigns(int Faults, double UnknownSeconds);
