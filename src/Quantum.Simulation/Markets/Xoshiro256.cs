using System.Numerics;

namespace Quantum.Simulation.Markets;

/// <summary>
/// The random generator xoshiro256** 1.0 of Blackman and Vigna (public domain, prng.di.unimi.it), seeded through
/// SplitMix64. Its algorithm is part of what a seed means, so it stays here: the runtime's own may change.
/// </summary>
/// <remarks>Only integers and exact IEEE operations: the same seed gives the same numbers everywhere.</remarks>
public sealed class Xoshiro256
{
    // A sum of four uniform 16-bit numbers has mean 131,070 and σ ≈ 65,536 ÷ √3.
    private const double SumMean = 131_070;
    private const double SumScale = 1.7320508075688772 / 65_536;

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Any number; SplitMix64 spreads it over the state, so 0 is as good as any other.</param>
    public Xoshiro256(ulong seed)
    {
        _s0 = NextSplitMix(ref seed);
        _s1 = NextSplitMix(ref seed);
        _s2 = NextSplitMix(ref seed);
        _s3 = NextSplitMix(ref seed);
    }

    /// <summary>A seed for one part of a world, independent of the others.</summary>
    /// <param name="seed">The world's seed.</param>
    /// <param name="part">The part's number.</param>
    public static ulong Derive(ulong seed, ulong part)
    {
        var state = unchecked(seed ^ (part * 0xD1342543DE82EF95UL));
        return NextSplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var shifted = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= shifted;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextUniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// A bell-shaped number with mean 0 and variance 1, from the sum of four uniform ones: it lies in ±3.47, so fat
    /// tails must come from a changing variance and from jumps. It needs no logarithm, whose last bit may differ
    /// between platforms.
    /// </summary>
    public double NextBell()
    {
        var bits = Next();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return (sum - SumMean) * SumScale;
    }

    private static ulong NextSplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
