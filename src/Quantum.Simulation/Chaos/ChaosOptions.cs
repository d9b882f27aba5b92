using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Chaos;

/// <summary>Which worlds are run.</summary>
public sealed record ChaosOptions
{
    /// <summary>The first seed. Default 1.</summary>
    public ulong FromSeed { get; init; } = 1;

    /// <summary>Worlds, one per seed from <see cref="FromSeed"/> on. Default 200; range [1, 1,000,000].</summary>
    public int Seeds { get; init; } = 200;

    /// <summary>Simulated hours with faults in each. Default 6; range (0, 240].</summary>
    public double Hours { get; init; } = 6;

    /// <summary>How hostile they are. Default normal.</summary>
    public FaultProfile Profile { get; init; } = FaultProfile.Normal;

    /// <summary>Worlds at a time. Default: one per processor.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
