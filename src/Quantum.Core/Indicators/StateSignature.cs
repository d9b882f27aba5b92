namespace Quantum.Core.Indicators;

/// <summary>
/// Four bytes that name an indicator's kind, parameters and state layout, so that no other state loads.
/// </summary>
internal static class StateSignature
{
    /// <summary>To be raised whenever any indicator's state changes its layout or meaning.</summary>
    private const int LayoutVersion = 1;

    /// <summary>The FNV-1a hash of the layout version, the name and the parameters' bits.</summary>
    public static int Of(string name, params ReadOnlySpan<double> parameters)
    {
        var hash = Mix(2166136261, LayoutVersion);
        foreach (var letter in name) hash = Mix(hash, letter);
        foreach (var parameter in parameters)
        {
            var bits = BitConverter.DoubleToUInt64Bits(parameter);
            hash = Mix(Mix(hash, (uint)(bits >> 32)), (uint)(bits & uint.MaxValue));
        }

        return unchecked((int)hash);
    }

    private static uint Mix(uint hash, uint value)
    {
        for (var shift = 0; shift < 32; shift += 8)
            hash = unchecked((hash ^ ((value >> shift) & 0xFF)) * 16777619);
        return hash;
    }
}
