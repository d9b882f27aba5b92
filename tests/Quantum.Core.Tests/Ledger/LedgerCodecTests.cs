using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Ledger;

public class LedgerCodecTests
{
    private static readonly DecisionRecord[] Page =
    [
        new(Sample.Near, DecisionOutcome.Hold, new Reason(ReasonCode.RuleNeutral, 47.25, 30), Side.None,
            SignalSource.RuleRsi, double.NaN, 47.25, 2.5m, ReasonCode.ModelNone, null),
        new(Symbol.Of("1000PEPEUSDT"), DecisionOutcome.Queued, new Reason(ReasonCode.SignalQueued, 0.7, 0.6), Side.Sell,
            SignalSource.Model, 0.7, 81, 0.0123456m, ReasonCode.None, "2025-06-01.3")
        {
            Rule = new(Side.Sell, 0.7),
            Model = new(new(0.7f, 0.1f), new(0.8f, 0.1f), new(0.6f, 0.1f)),
        },
        new(Sample.Sol, DecisionOutcome.Refused, new Reason(ReasonCode.DataMissing), Side.None, SignalSource.None,
            double.NaN, double.NaN, 0, ReasonCode.ModelNone, null),
    ];

    [Fact]
    public void What_was_written_is_read_back() => Prop.ForAll(Pages, page =>
    {
        var (minute, records) = LedgerCodec.Decode(LedgerCodec.Encode(page.Minute, page.Records));
        Assert.Equal(page.Minute, minute);
        Assert.Equal(page.Records, records);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void The_same_records_are_the_same_bytes_for_ever() => Assert.Equal(
        "514C444702" // QLDG, format 2
        + "ECC3BC01" + "01000000" // 2025-06-02T18:20Z is minute 29148140, one record
        + "01" + "01" + "31" // one model version, 1
        + "08" + "4E45415255534454" + "01" // NEARUSDT, the first version
        + "02" + "3F00" + "0000" + "01" + "01" + "07" // refused, CONFIDENCE_LOW, no silence, BUY, model, all contents
        + "000000000000E03F" + "000000000000E83F" // 0.5, 0.75
        + "0000000000A04740" // RSI 47.25
        + "19000000000000000000000000000100" // 2.5
        + "000000000000E03F" // confidence 0.5
        + "02" + "000000000000E83F" // the rule: SELL, 0.75
        + "0000803E" + "0000003F" + "0000003E" + "0000403F" + "0000C03E" + "0000803E", // down and up of three
        Convert.ToHexString(LedgerCodec.Encode(Sample.Minute,
        [
            new(Sample.Near, DecisionOutcome.Refused, new Reason(ReasonCode.ConfidenceLow, 0.5, 0.75), Side.Buy,
                SignalSource.Model, 0.5, 47.25, 2.5m, ReasonCode.None, "1")
            {
                Rule = new(Side.Sell, 0.75),
                Model = new(new(0.25f, 0.5f), new(0.125f, 0.75f), new(0.375f, 0.25f)),
            },
        ])));

    [Fact]
    public void A_page_of_format_1_is_still_read()
    {
        const string page = "514C444701" // QLDG, format 1
            + "ECC3BC01" + "01000000" // 2025-06-02T18:20Z is minute 29148140, one record
            + "08" + "4E45415255534454" + "00" // NEARUSDT, no model version
            + "01" + "3C00" + "2800" + "00" + "02" // hold, RULE_NEUTRAL, MODEL_NONE, no side, rule
            + "0000000000A04740" + "0000000000003E40" // 47.25, 30
            + "000000000000F8FF" + "0000000000A04740" // no confidence, RSI 47.25
            + "19000000000000000000000000000100"; // 2.5
        var (minute, records) = LedgerCodec.Decode(Convert.FromHexString(page));
        Assert.Equal(Sample.Minute, minute);
        Assert.Equal(Page[0], Assert.Single(records));
    }

    [Fact]
    public void A_day_of_222_symbols_with_models_stays_below_30_megabytes()
    {
        var scores = new ModelScores(new(0.2f, 0.3f), new(0.2f, 0.3f), new(0.2f, 0.3f));
        var records = Enumerable.Range(0, 222).Select(index => new DecisionRecord(Symbol.Of($"SYMBOL{index}USDT"),
            DecisionOutcome.Hold, new Reason(ReasonCode.ModelNeutral, 0.5, double.NaN), Side.None, SignalSource.Model,
            double.NaN, 47.25, 2.5m, ReasonCode.None, "2025-06-01.3") { Model = scores }).ToList();
        Assert.InRange(LedgerCodec.Encode(Sample.Minute, records).Length * 1440L, 1, 30_000_000);
    }

    [Fact]
    public void An_empty_page_is_a_page() =>
        Assert.Empty(LedgerCodec.Decode(LedgerCodec.Encode(Sample.Minute, [])).Records);

    [Fact]
    public void A_page_cut_at_any_byte_is_damaged()
    {
        var bytes = LedgerCodec.Encode(Sample.Minute, Page);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes.AsMemory(0, length);
            Assert.Throws<InvalidDataException>(() => LedgerCodec.Decode(cut));
        }
    }

    [Fact]
    public void A_page_with_anything_behind_it_is_damaged() => Assert.Throws<InvalidDataException>(
        () => LedgerCodec.Decode((byte[])[.. LedgerCodec.Encode(Sample.Minute, Page), 0]));

    [Fact]
    public void A_flipped_bit_is_found_or_leaves_a_page_of_sound_records()
    {
        // There is no checksum: a flip inside a number reads as another number. Nothing else may come out.
        var bytes = LedgerCodec.Encode(Sample.Minute, Page);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                var records = LedgerCodec.Decode(flipped).Records;
                Assert.Equal(Page.Length, records.Count);
                Assert.All(records, AssertSound);
            }
            catch (InvalidDataException)
            {
                // Found.
            }
        }
    }

    private static void AssertSound(DecisionRecord record)
    {
        Assert.True(Enum.IsDefined(record.Outcome) && Enum.IsDefined(record.Side) && Enum.IsDefined(record.Source));
        Assert.NotEmpty(record.Reason.Sentence);
        if (record.ModelSilence != ReasonCode.None) Assert.NotEmpty(ReasonCatalog.Of(record.ModelSilence).Name);
    }

    private static Arbitrary<(Minute Minute, IReadOnlyList<DecisionRecord> Records)> Pages => (
        from minute in Gen.Choose(0, int.MaxValue)
        from records in Records.ListOf()
        select (new Minute(minute), (IReadOnlyList<DecisionRecord>)records)).ToArbitrary();

    private static Gen<DecisionRecord> Records =>
        from name in Gen.Elements("BTCUSDT", "1000PEPEUSDT", "币安人生USDT", "BTCUSDT_250627")
        from outcome in Gen.Elements(DecisionOutcome.Hold, DecisionOutcome.Refused, DecisionOutcome.Queued)
        from code in Gen.Elements(ReasonCatalog.All.Select(info => info.Code))
        from side in Gen.Elements(Enum.GetValues<Side>())
        from source in Gen.Elements(Enum.GetValues<SignalSource>())
        from numbers in Numbers.ArrayOf(4)
        from close in Gen.Choose(0, int.MaxValue)
        from scale in Gen.Choose(0, 28)
        from silence in Gen.Elements(ReasonCode.None, ReasonCode.ModelNone, ReasonCode.ModelExpired)
        from version in Gen.Elements(null, "1", "2025-06-01.3", "Modell ä")
        from rule in Gen.Elements(Opinion.Neutral, new Opinion(Side.Buy, 0.5), new Opinion(Side.Sell, 1))
        from model in Gen.Elements(null, new ModelScores(new(0.1f, 0.2f), new(0, 1), new(1, 0)))
        select new DecisionRecord(Symbol.Of(name), outcome, new Reason(code, numbers[0], numbers[1]), side, source,
            numbers[2], numbers[3], new decimal(close, 7, 0, false, (byte)scale), silence, version)
        {
            Rule = rule,
            Model = model,
        };

    private static Gen<double> Numbers => Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Select(number => number / 7919.0),
        Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, double.MaxValue, double.Epsilon));
}
