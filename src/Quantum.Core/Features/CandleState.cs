using Quantum.Core.Indicators;
using Quantum.Core.Markets;

namespace Quantum.Core.Features;

/// <summary>A candle among the states, every decimal digit kept.</summary>
internal static class CandleState
{
    private const int IntegersPerDecimal = 4;

    /// <summary>How many bytes a candle takes.</summary>
    public const int Bytes = sizeof(int) + (6 * IntegersPerDecimal * sizeof(int));

    /// <summary>Writes a candle; <c>default</c> is allowed.</summary>
    public static void Save(in Candle candle, ref StateWriter writer)
    {
        writer.WriteInt32(candle.Minute.Index);
        Save(candle.Open, ref writer);
        Save(candle.High, ref writer);
        Save(candle.Low, ref writer);
        Save(candle.Close, ref writer);
        Save(candle.Volume, ref writer);
        Save(candle.QuoteVolume, ref writer);
    }

    /// <summary>Reads a candle back.</summary>
    /// <param name="reader">Where it stands.</param>
    /// <param name="isSet">Whether the state has a candle; otherwise <c>default</c> must have been written.</param>
    /// <exception cref="InvalidDataException">The state is truncated or the candle impossible.</exception>
    public static Candle Load(ref StateReader reader, bool isSet)
    {
        var minute = new Minute(reader.ReadInt32(int.MinValue, int.MaxValue));
        var (open, high, low) = (Load(ref reader), Load(ref reader), Load(ref reader));
        var (close, volume, quoteVolume) = (Load(ref reader), Load(ref reader), Load(ref reader));
        if (!isSet) return default;
        return Candle.TryCreate(minute, open, high, low, close, volume, quoteVolume, out var candle, out var problem)
            ? candle
            : throw new InvalidDataException($"State: candle {minute.Index}: {problem}.");
    }

    private static void Save(decimal value, ref StateWriter writer)
    {
        Span<int> bits = stackalloc int[IntegersPerDecimal];
        decimal.GetBits(value, bits);
        foreach (var part in bits) writer.WriteInt32(part);
    }

    private static decimal Load(ref StateReader reader)
    {
        Span<int> bits = stackalloc int[IntegersPerDecimal];
        for (var index = 0; index < bits.Length; index++) bits[index] = reader.ReadInt32(int.MinValue, int.MaxValue);
        try
        {
            return new decimal(bits);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException("State: impossible bits of a decimal.", error);
        }
    }
}
