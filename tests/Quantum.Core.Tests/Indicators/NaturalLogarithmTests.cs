using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class NaturalLogarithmTests
{
    [Theory]
    [InlineData(1, 0x0000_0000_0000_0000)]
    [InlineData(1.0001, 0x3F1A_368D_0657_FCD4)]
    [InlineData(0.9999, 0xBF1A_3738_D2CF_1CC2)]
    [InlineData(0.7, 0xBFD6_D3C3_24E1_3F50)]
    [InlineData(1.5, 0x3FD9_F323_ECBF_984C)]
    [InlineData(2, 0x3FE6_2E42_FEFA_39EF)]
    [InlineData(95_505.4, 0x4026_EF12_81B2_6D78)]
    [InlineData(1e-8, 0xC032_6BB1_BBB5_5516)]
    public void Every_machine_gives_these_bits(double value, ulong bits) =>
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(NaturalLogarithm.Of(value)));

    [Fact]
    public void It_equals_that_of_the_runtime_but_for_the_last_bit()
    {
        var random = new Random(1);
        for (var round = 0; round < 200_000; round++)
        {
            var value = round % 2 == 0
                ? 1 + ((random.NextDouble() - 0.5) / 50) // a return of one minute
                : Math.ScaleB(1 + random.NextDouble(), random.Next(-1_022, 1_024));
            var expected = Math.Log(value);
            Assert.True(Math.Abs(NaturalLogarithm.Of(value) - expected) <= Math.BitIncrement(Math.Abs(expected))
                - Math.Abs(expected), $"ln {value:R} is {expected:R}, not {NaturalLogarithm.Of(value):R}");
        }
    }

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.Epsilon, -744.44007192138122)]
    public void What_is_no_normal_number_has_the_usual_answer(double value, double expected) =>
        Assert.Equal(expected, NaturalLogarithm.Of(value));

    [Fact]
    public void Several_at_once_are_bit_by_bit_those_of_one_at_a_time()
    {
        var random = new Random(2);
        double[] odd = [0, double.NaN, double.PositiveInfinity, -3, double.Epsilon];
        for (var length = 0; length < 40; length++)
        {
            var values = Enumerable.Range(0, length).Select(_ => random.Next(12) == 0
                ? odd[random.Next(odd.Length)]
                : Math.ScaleB(1 + random.NextDouble(), random.Next(-40, 40))).ToArray();
            var expected = values.Select(NaturalLogarithm.Of).Select(BitConverter.DoubleToUInt64Bits).ToArray();
            NaturalLogarithm.Replace(values);
            Assert.Equal(expected, values.Select(BitConverter.DoubleToUInt64Bits));
        }
    }
}
