using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class Xoshiro256Tests
{
    [Fact]
    public void It_gives_the_published_numbers_of_seed_zero()
    {
        var random = new Xoshiro256(0);
        ulong[] expected = [11091344671253066420, 13793997310169335082, 1900383378846508768, 7684712102626143532];
        Assert.Equal(expected, Enumerable.Range(0, 4).Select(_ => random.Next()));
    }

    [Fact]
    public void Bell_numbers_have_mean_0_and_variance_1()
    {
        var random = new Xoshiro256(42);
        var numbers = Enumerable.Range(0, 200_000).Select(_ => random.NextBell()).ToList();
        var mean = numbers.Average();
        Assert.InRange(mean, -0.01, 0.01);
        Assert.InRange(numbers.Average(number => (number - mean) * (number - mean)), 0.98, 1.02);
        Assert.All(numbers, number => Assert.InRange(number, -3.47, 3.47));
    }

    [Fact]
    public void Uniform_numbers_fill_0_to_1_evenly()
    {
        var random = new Xoshiro256(7);
        var tenths = Enumerable.Range(0, 100_000).GroupBy(_ => (int)(random.NextUniform() * 10)).ToList();
        Assert.Equal(Enumerable.Range(0, 10), tenths.Select(tenth => tenth.Key).Order());
        Assert.All(tenths, tenth => Assert.InRange(tenth.Count(), 9_500, 10_500));
    }

    [Fact]
    public void Parts_of_one_world_have_different_seeds() =>
        Assert.Distinct(Enumerable.Range(0, 1_000).Select(part => Xoshiro256.Derive(1, (ulong)part)));
}
