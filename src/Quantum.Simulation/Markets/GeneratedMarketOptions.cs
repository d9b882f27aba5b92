using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>What a generated market looks like; the same options give the same market, minute for minute.</summary>
public sealed record GeneratedMarketOptions
{
    /// <summary>The most contracts that can be invented.</summary>
    public const int SymbolCountMax = 500;

    /// <summary>
    /// First minute with a candle; the generator goes down to its whole hour. A host that wants warm indicators at its
    /// start puts the origin some hours before it. A world that goes on after a restart keeps its origin.
    /// </summary>
    public required Minute Origin { get; init; }

    /// <summary>Any number; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Contracts, 1 to <see cref="SymbolCountMax"/>; default 222. Fewer are the first ones of more.</summary>
    public int SymbolCount { get; init; } = 222;

    /// <summary>Minutes kept for each contract, 60 to 100,000; default 1,000 (48 bytes each).</summary>
    public int MinutesKept { get; init; } = 1_000;

    /// <summary>Chance that a gap of one to five minutes begins in a minute, 0 to 0.1; default 1 in 20,000.</summary>
    public double GapChance { get; init; } = 0.00005;

    /// <summary>Chance that nobody trades in a minute, 0 to 0.1; default 1 in 5,000.</summary>
    public double ZeroVolumeChance { get; init; } = 0.0002;

    /// <summary>Says every wrong value with its range.</summary>
    /// <exception cref="ArgumentException">At least one value is out of range.</exception>
    public void Validate()
    {
        List<string> wrong = [];
        Check(wrong, nameof(SymbolCount), SymbolCount, 1, SymbolCountMax);
        Check(wrong, nameof(MinutesKept), MinutesKept, 60, 100_000);
        Check(wrong, nameof(GapChance), GapChance, 0, 0.1);
        Check(wrong, nameof(ZeroVolumeChance), ZeroVolumeChance, 0, 0.1);
        // Day statistics look back ten days, and minutes are counted from 1970.
        Check(wrong, nameof(Origin), Origin.Index, 60 * 24 * 366, 60 * 24 * 366 * 200);
        if (wrong.Count > 0) throw new ArgumentException(string.Join(" ", wrong));
    }

    private static void Check(List<string> wrong, string name, double value, double min, double max)
    {
        if (!(value >= min && value <= max)) wrong.Add($"{name} {value} is not in {min} to {max}.");
    }
}
