using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Features;

public class FeatureSnapshotTests
{
    private static readonly Minute Scan = FeatureSeries.Start + 400;

    /// <summary>Position of the first byte after magic and format.</summary>
    private const int SchemaAt = 8;

    [Fact]
    public void What_was_written_is_read_back_and_goes_on_bit_by_bit()
    {
        var states = States(3);
        var reading = FeatureSnapshot.Decode(FeatureSnapshot.Encode(Scan, states));
        Assert.Equal((SnapshotDamage.None, "", Scan), (reading.Damage, reading.Problem, reading.Minute));
        Assert.Equal(states.Select(state => state.Key), reading.States.Select(state => state.Key));
        foreach (var ((_, live), (_, restored)) in states.Zip(reading.States))
        {
            var next = CandleSeries.Walk(live.Newest!.Value.Minute + 1, 50);
            Assert.Equal(FeatureSeries.Rows(next, live), FeatureSeries.Rows(next, restored));
        }
    }

    [Fact]
    public void A_snapshot_of_nothing_is_a_snapshot()
    {
        var reading = FeatureSnapshot.Decode(FeatureSnapshot.Encode(Scan, []));
        Assert.Equal((SnapshotDamage.None, 0), (reading.Damage, reading.States.Count));
    }

    [Fact]
    public void A_symbol_without_candles_and_one_that_is_not_ascii_survive()
    {
        var name = Symbol.Of("币安人生USDT");
        var reading = FeatureSnapshot.Decode(FeatureSnapshot.Encode(Scan, [new(name, new SymbolFeatures())]));
        var (symbol, state) = Assert.Single(reading.States);
        Assert.Equal(name, symbol);
        Assert.Null(state.Newest);
    }

    [Fact]
    public void The_whole_universe_fits_into_a_megabyte()
    {
        var states = Enumerable.Range(0, 222)
            .Select(index => KeyValuePair.Create(Symbol.Of($"LONGNAME{index:D3}USDT"), new SymbolFeatures())).ToList();
        Assert.InRange(FeatureSnapshot.Encode(Scan, states).Length, 1, 1_000_000);
    }

    [Fact]
    public void Another_order_is_a_bug()
    {
        var states = States(2);
        Assert.Throws<ArgumentException>(() => FeatureSnapshot.Encode(Scan, [states[1], states[0]]));
        Assert.Throws<ArgumentException>(() => FeatureSnapshot.Encode(Scan, [states[0], states[0]]));
    }

    [Fact]
    public void Another_schema_is_refused_by_name()
    {
        var bytes = FeatureSnapshot.Encode(Scan, States(1));
        bytes[SchemaAt] ^= 0xFF;
        var reading = FeatureSnapshot.Decode(bytes);
        Assert.Equal(SnapshotDamage.Schema, reading.Damage);
        Assert.EndsWith($"is not {FeatureSchema.ShortHash}.", reading.Problem, StringComparison.Ordinal);
        Assert.Empty(reading.States);
    }

    [Theory]
    [InlineData(0)] // magic
    [InlineData(4)] // format
    public void Another_format_is_refused(int at)
    {
        var bytes = FeatureSnapshot.Encode(Scan, States(1));
        bytes[at]++;
        Assert.Equal(SnapshotDamage.Format, FeatureSnapshot.Decode(bytes).Damage);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var bytes = FeatureSnapshot.Encode(Scan, States(1));
        for (var length = 0; length < bytes.Length; length++)
            Assert.NotEqual(SnapshotDamage.None, FeatureSnapshot.Decode(bytes.AsSpan(0, length)).Damage);
        Assert.NotEqual(SnapshotDamage.None, FeatureSnapshot.Decode([.. bytes, 0]).Damage);
    }

    [Fact]
    public void Every_flipped_bit_is_refused()
    {
        var bytes = FeatureSnapshot.Encode(Scan, States(1));
        for (var bit = 0; bit < bytes.Length * 8; bit += 3)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(SnapshotDamage.None, FeatureSnapshot.Decode(bytes).Damage);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(SnapshotDamage.None, FeatureSnapshot.Decode(bytes).Damage);
    }

    [Fact]
    public void Nonsense_under_a_right_checksum_is_an_answer_not_a_crash() => Prop.ForAll(
        (from at in Gen.Choose(0, 5_000) from value in Gen.Choose(0, 255) select (at, value)).ToArbitrary(),
        sample =>
        {
            var bytes = FeatureSnapshot.Encode(Scan, States(1));
            var at = SchemaAt + 32 + (sample.at % (bytes.Length - SchemaAt - 36));
            bytes[at] = (byte)sample.value;
            Seal(bytes);
            // A possible state cannot be told from a right one; anything else is refused.
            Assert.Contains(FeatureSnapshot.Decode(bytes).Damage,
                new[] { SnapshotDamage.None, SnapshotDamage.Content, SnapshotDamage.Length });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>The checksum computed bit by bit, as RFC 3720 defines it.</summary>
    private static void Seal(byte[] bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes.AsSpan(0, bytes.Length - 4))
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++) checksum = (checksum >> 1) ^ ((checksum & 1) * 0x82F63B78);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), ~checksum);
    }

    private static List<KeyValuePair<Symbol, SymbolFeatures>> States(int count) =>
    [
        .. Enumerable.Range(0, count).Select(index => KeyValuePair.Create(Symbol.Of($"{(char)('A' + index)}AAUSDT"),
            CandleSeries.Fold(FeatureSeries.Walk(index, 400 - (index * 7))))),
    ];
}
