using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Reasons;

namespace Quantum.Core.Tests.Reasons;

public class ReasonTests
{
    [Fact]
    public void The_default_throws_whatever_is_read()
    {
        Assert.Throws<InvalidOperationException>(() => default(Reason).Code);
        Assert.Throws<InvalidOperationException>(() => default(Reason).Stage);
        Assert.Throws<InvalidOperationException>(() => default(Reason).Sentence);
    }

    [Fact]
    public void A_reason_needs_a_code() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Reason(ReasonCode.None, 1, 2));

    [Fact]
    public void It_prints_code_and_both_numbers()
    {
        var reason = new Reason(ReasonCode.SpreadWide, 12.5, 10);
        Assert.Equal("SPREAD_WIDE 12.5 / 10", reason.ToString());
        Assert.Equal("The spread is 12.5 bps; at most 10 bps is allowed.", reason.Sentence);
        Assert.Equal(2.5, reason.Margin);
        Assert.Equal(Stage.Market, reason.Stage);
        Assert.Equal("DATA_MISSING", new Reason(ReasonCode.DataMissing).ToString());
    }

    [Fact]
    public void Its_short_form_rounds_like_its_sentence_and_never_two_numbers_to_one()
    {
        Assert.Equal("RULE_NEUTRAL 54.28 / 70", new Reason(ReasonCode.RuleNeutral, 54.2758473745436, 70).Short);
        Assert.Equal("SPREAD_WIDE 10.00001 / 10", new Reason(ReasonCode.SpreadWide, 10.00001, 10).Short);
        Assert.Equal("DATA_MISSING", new Reason(ReasonCode.DataMissing).Short);
    }

    [Fact]
    public void A_measurement_that_is_no_number_is_printed_as_such() =>
        Assert.Equal("The confidence is NaN; at least 0.5 is needed.",
            new Reason(ReasonCode.ConfidenceLow, double.NaN, 0.5).Sentence);

    [Fact]
    public void Different_numbers_are_never_printed_alike() => Prop.ForAll(
        (from bits in Gen.Choose(0, int.MaxValue)
         from steps in Gen.Choose(1, 4)
         select (Value: bits / 7919.0, steps)).ToArbitrary(), sample =>
        {
            var limit = sample.Value;
            for (var step = 0; step < sample.steps; step++) limit = Math.BitIncrement(limit);
            var reason = new Reason(ReasonCode.ConfidenceLow, sample.Value, limit);
            var numbers = reason.ToString().Split(' ')[1..];
            Assert.NotEqual(numbers[0], numbers[2]);
            Assert.Equal(sample.Value, double.Parse(numbers[0]));
            Assert.Equal(limit, double.Parse(numbers[2]));
            var words = reason.Sentence.Split(["is ", "; at least ", " needed"], StringSplitOptions.None);
            Assert.NotEqual(words[1], words[2].Replace(" is", "", StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(54.2758473745436, 70, "RSI is 54.28; the nearer threshold is 70.")] // four digits are enough for people
    [InlineData(69.99999, 70, "RSI is 69.99999; the nearer threshold is 70.")] // never "70; the threshold is 70"
    [InlineData(1234.5678, 70, "RSI is 1235; the nearer threshold is 70.")] // every digit before the point stays
    [InlineData(0.000012346, 70, "RSI is 0.00001235; the nearer threshold is 70.")]
    public void A_sentence_shows_as_many_digits_as_it_takes(double value, double limit, string sentence) =>
        Assert.Equal(sentence, new Reason(ReasonCode.RuleNeutral, value, limit).Sentence);

    [Theory]
    [InlineData(ReasonCode.BreakerDailyLoss, 0.03096, 0.03,
        "Today's loss is 3.096 % of the day's first equity; limit 3 %.")]
    [InlineData(ReasonCode.BreakerDrawdown, 0.123456, 0.1, "Equity is 12.35 % below its peak; limit 10 %.")]
    [InlineData(ReasonCode.BreakerDrawdown, 0.1000001, 0.1, "Equity is 10.00001 % below its peak; limit 10 %.")]
    [InlineData(ReasonCode.SymbolLoser, -0.0125, -0.01, "The symbol's last trades sum to -1.25 %; limit -1 %.")]
    [InlineData(ReasonCode.UniverseVolatilityLow, 0.0312, 0.05,
        "The ten-day volatility is 3.12 % a day; at least 5 % is needed.")]
    [InlineData(ReasonCode.LiquidityThin, 0.07, 0.01,
        "The order would be 7 % of the last minute's traded value; at most 1 % is allowed.")]
    [InlineData(ReasonCode.ModelFromFuture, -6528, 0,
        "The model learnt from candles up to 6528 h after this minute and may have seen it in training; at most 0 h is "
        + "allowed.")]
    [InlineData(ReasonCode.SideExposure, double.NaN, 0.6,
        "This side would hold NaN % of the permitted value; at most 60 % is allowed.")]
    public void A_sentence_shows_shares_in_percent_and_hours_with_the_sign_that_people_read(
        ReasonCode code, double value, double limit, string sentence) =>
        Assert.Equal(sentence, new Reason(code, value, limit).Sentence);

    [Fact]
    public void Reasons_are_equal_by_code_and_numbers_not_a_number_included()
    {
        Assert.Equal(new Reason(ReasonCode.DataGap), new Reason(ReasonCode.DataGap));
        Assert.NotEqual(new Reason(ReasonCode.DataGap, 1, 300), new Reason(ReasonCode.DataGap, 2, 300));
    }
}
