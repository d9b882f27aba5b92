namespace Quantum.Core.Indicators;

/// <summary>
/// From decimal money to double features: equal numbers give equal doubles. The runtime's own conversion does not
/// promise that: it rounds a number of more than 53 bits once before it divides by the scale, so that <c>1.50</c> of
/// one source and <c>1.5</c> of another may differ in the last bit, and with them live and recorded features.
/// </summary>
internal static class DecimalCrossing
{
    /// <summary>Divided by it, a number keeps its value and loses the zeros at its end.</summary>
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>Bits 32 to 63 of the largest number that a double holds exactly.</summary>
    private const int ExactMiddle = 1 << 21;

    /// <summary>The double of a number, independent of the zeros that it is written with.</summary>
    public static double ToDouble(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var isExact = parts[2] == 0 && unchecked((uint)parts[1]) < ExactMiddle;
        // What ends in a zero is even, and a division costs more than all the rest.
        var endsInNoZero = (parts[0] & 1) != 0;
        return (double)(isExact || endsInNoZero ? value : value / One);
    }
}
