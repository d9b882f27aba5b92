namespace Quantum.Simulation.Markets;

/// <summary>
/// An exponential from multiplications alone, so that it gives the same bits on every platform; the runtime's own may
/// differ in the last one. Close enough to e^x for the shape of volumes (0.5 % at x = ±2), not for prices.
/// </summary>
internal static class SteadyExponential
{
    /// <summary>(1 + x/256)^256 for x in −8 to 8.</summary>
    public static double Of(double exponent)
    {
        var power = 1 + (Math.Clamp(exponent, -8, 8) / 256);
        for (var squaring = 0; squaring < 8; squaring++) power *= power;
        return power;
    }
}
