using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Faults;

/// <summary>
/// One place at which a fault may strike. It is named by what follows from the clock (which host, which of its ticks,
/// which call of that tick), not by a counter of the world: so a fault keeps its place while others are left out.
/// </summary>
/// <param name="Host">Number of the host; <see cref="Surroundings"/> for the world around them.</param>
/// <param name="Invocation">Number of its tick.</param>
/// <param name="Call">Number of the port call in it; 0 for the invocation itself.</param>
public readonly record struct CallSite(int Host, int Invocation, int Call) : IComparable<CallSite>
{
    /// <summary>The host number of what is no host: venue, market, timers.</summary>
    public const int Surroundings = 99;

    /// <summary>64 bits that follow from the seed, this place and a purpose alone.</summary>
    public ulong Draw(ulong seed, ulong purpose)
    {
        var place = ((ulong)(uint)Host << 48) ^ ((ulong)(uint)Invocation << 16) ^ (uint)Call;
        return Xoshiro256.Derive(Xoshiro256.Derive(seed, place), purpose);
    }

    /// <summary>A uniform number in [0, 1) that follows from the seed, this place and a purpose alone.</summary>
    public double Uniform(ulong seed, ulong purpose) => (Draw(seed, purpose) >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc/>
    public int CompareTo(CallSite other) =>
        (Host, Invocation, Call).CompareTo((other.Host, other.Invocation, other.Call));

    /// <inheritdoc/>
    public override string ToString() => $"{Host}/{Invocation}/{Call}";

    /// <summary>Order of host, invocation and call.</summary>
    public static bool operator <(CallSite left, CallSite right) => left.CompareTo(right) < 0;

    /// <summary>Order of host, invocation and call.</summary>
    public static bool operator >(CallSite left, CallSite right) => left.CompareTo(right) > 0;

    /// <summary>Order of host, invocation and call.</summary>
    public static bool operator <=(CallSite left, CallSite right) => left.CompareTo(right) <= 0;

    /// <summary>Order of host, invocation and call.</summary>
    public static bool operator >=(CallSite left, CallSite right) => left.CompareTo(right) >= 0;
}
