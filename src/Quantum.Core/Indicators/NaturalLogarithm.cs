using System.Runtime.Intrinsics;

namespace Quantum.Core.Indicators;

/// <summary>
/// ln in plain arithmetic, four numbers at a time. Every machine gives the same bits, whereas the runtime's own is that
/// of the system's C library; and no call leaves managed code, which costs ten times as much as the figure itself.
/// Within 1e-15 of the figure's size.
/// </summary>
public static class NaturalLogarithm
{
    /// <summary>Bits of √½: what lies above its exponent is the power of two that leaves [√½, √2).</summary>
    private const ulong RootOfHalfBits = 0x3FE6_A09E_667F_3BCD;

    private const ulong ExponentBits = 0xFFF0_0000_0000_0000;
    private const int FractionLength = 52;
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>ln 2 in two parts; the first ends in zeros, so that it times an exponent is exact.</summary>
    private const double Ln2High = 6.93147180369123816490e-01;

    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>The natural logarithm.</summary>
    /// <param name="value">Any number; 0, negative, subnormal and infinite ones are left to the runtime.</param>
    public static double Of(double value) =>
        value >= SmallestNormal && value <= double.MaxValue
            ? OfNormal(Vector256.Create(value)).ToScalar()
            : Math.Log(value);

    /// <summary>Replaces every number by its logarithm, bit by bit that of <see cref="Of"/>.</summary>
    public static void Replace(Span<double> values)
    {
        var index = 0;
        for (; index <= values.Length - Vector256<double>.Count; index += Vector256<double>.Count)
        {
            var part = values.Slice(index, Vector256<double>.Count);
            var four = Vector256.Create<double>(part);
            if (Vector256.GreaterThanOrEqualAll(four, Vector256.Create(SmallestNormal))
                && Vector256.LessThanOrEqualAll(four, Vector256.Create(double.MaxValue)))
            {
                OfNormal(four).CopyTo(part);
                continue;
            }

            foreach (ref var value in part) value = Of(value);
        }

        foreach (ref var value in values[index..]) value = Of(value);
    }

    private static Vector256<double> OfNormal(Vector256<double> value)
    {
        // value = 2^exponent × (1 + excess) with 1 + excess in [√½, √2).
        var bits = value.AsUInt64();
        var distance = bits - Vector256.Create(RootOfHalfBits);
        var exponent = Vector256.ConvertToDouble(distance.AsInt64() >> FractionLength);
        var excess = (bits - (distance & Vector256.Create(ExponentBits))).AsDouble() - Vector256<double>.One;

        // ln(1 + excess) = 2 artanh(tangent) = 2 tangent + tangent × series; written so that the large parts are exact
        // and only small ones are rounded (the arrangement of Sun's fdlibm). |tangent| < 0.172 leaves out < 1e-17.
        var tangent = excess / (excess + Vector256.Create(2d));
        var square = tangent * tangent;
        var series = Vector256.Create(2d / 21);
        series = (series * square) + Vector256.Create(2d / 19);
        series = (series * square) + Vector256.Create(2d / 17);
        series = (series * square) + Vector256.Create(2d / 15);
        series = (series * square) + Vector256.Create(2d / 13);
        series = (series * square) + Vector256.Create(2d / 11);
        series = (series * square) + Vector256.Create(2d / 9);
        series = (series * square) + Vector256.Create(2d / 7);
        series = (series * square) + Vector256.Create(2d / 5);
        series = (series * square) + Vector256.Create(2d / 3);
        var half = excess * excess * 0.5;
        return (exponent * Ln2High)
            + (excess - (half - ((tangent * (half + (series * square))) + (exponent * Ln2Low))));
    }
}
