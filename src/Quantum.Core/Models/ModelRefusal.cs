using Quantum.Core.Reasons;

namespace Quantum.Core.Models;

/// <summary>A bundle that a gate refused.</summary>
/// <param name="Version">Its version, spelt safely.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">What was measured, in words.</param>
public sealed record ModelRefusal(string Version, DateTimeOffset At, Reason Reason, string Evidence);
