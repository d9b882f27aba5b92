using Quantum.Core.Diagnosis;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Diagnosis;

public class SilenceTestTests
{
    private static readonly SignalSettings Rules = new();

    [Theory]
    [InlineData(0, 4.6, 0.010052)] // e^−4.6
    [InlineData(0, 4.61, 0.009952)]
    [InlineData(1, 4.6, 0.056290)] // 5.6 × e^−4.6
    [InlineData(2, 10, 0.002769)] // 61 × e^−10
    [InlineData(5, 5, 1)] // as many as expected: no concern
    [InlineData(0, 0, 1)]
    [InlineData(0, double.NaN, 1)]
    [InlineData(1800, 2000, 3e-6)] // where e^−2000 is no number any more
    public void The_chance_of_so_few_is_poissons(long count, double expected, double chance) =>
        Assert.Equal(chance, SilenceTest.ChanceOfAtMost(count, expected), 1e-6);

    [Theory]
    //          questions, signals, silent. One of a thousand is to be expected at least.
    [InlineData(4600, 0, false)] // 1.005 %: may be chance
    [InlineData(4700, 0, true)]
    [InlineData(4700, 1, false)]
    [InlineData(8000, 1, true)] // few are too few too
    [InlineData(0, 0, false)] // nobody was asked: another row tells why
    public void The_rule_that_gives_improbably_few_signals_is_silent(long asked, long signals, bool isSilent)
    {
        var silence = SilenceTest.OfSignals(new([Hour(0, ruleAsked: asked, ruleSignals: signals)]), 6, Rules);
        Assert.Equal(isSilent ? "the rule" : null, silence?.Who);
    }

    [Theory]
    [InlineData(6, 18, false)] // 4.5 expected
    [InlineData(6, 19, true)] // 4.75
    [InlineData(60, 2, true)]
    [InlineData(double.NaN, 24, false)] // a bundle whose rate nobody knows
    public void A_model_is_held_against_its_own_rate(double perDay, int hours, bool isSilent)
    {
        var tally = new SignalTally([.. Enumerable.Range(0, hours).Select(hour => Hour(hour, modelAsked: 222 * 60))]);
        var silence = SilenceTest.OfSignals(tally, perDay, Rules);
        Assert.Equal(isSilent ? $"the model 0 in {hours} h" : null,
            silence is { } found ? $"{found.Who} {found.Came} in {found.Hours} h" : null);
    }

    [Fact]
    public void Silence_is_found_however_loud_the_day_was_before()
    {
        var loud = Hour(0, ruleAsked: 13_000, ruleSignals: 1_000);
        var silence = SilenceTest.OfSignals(new([loud, Hour(1, ruleAsked: 5_000)]), double.NaN, Rules);
        Assert.Equal((1, 0L, 5d), (silence!.Value.Hours, silence.Value.Came, silence.Value.Expected));
        Assert.Equal("0 signals of the rule in 1 h where at least 5.0 were to be expected, a chance of 0.67 %",
            silence.Value.Words("signals"));
        Assert.Null(SilenceTest.OfSignals(new([loud, Hour(1, ruleAsked: 4_000)]), double.NaN, Rules));
    }

    [Theory]
    [InlineData(230, 0, false)] // 4.6 expected of a hundred each two
    [InlineData(240, 0, true)]
    [InlineData(240, 1, false)]
    public void Signals_that_were_free_and_never_became_positions_are_silent_too(long free, long trades, bool isSilent)
    {
        var tally = new SignalTally([new(0, 0, 9, 0, 9, free, trades)]);
        Assert.Equal(isSilent, SilenceTest.OfTrades(tally, Rules) is not null);
        Assert.Null(SilenceTest.OfTrades(tally, Rules with { TradesPerHundred = 0 }));
    }

    private static TallyHour Hour(
        long hour, long modelAsked = 0, long ruleAsked = 0, long modelSignals = 0, long ruleSignals = 0) =>
        new(hour, modelAsked, ruleAsked, modelSignals, ruleSignals, Free: 0, Trades: 0);
}
