using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

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
    //          questions, signals, stood, silent. One of a thousand is to be expected at least.
    [InlineData(7_050, 0, false, false)] // 0.087 %, and one in 1200 is what a window may be wrong
    [InlineData(7_150, 0, false, true)]
    [InlineData(7_150, 1, false, false)]
    [InlineData(9_600, 1, false, true)] // few are too few too
    [InlineData(0, 0, false, false)] // nobody was asked: another row tells why
    [InlineData(7_150, 3, true, false)] // 7 %: over
    [InlineData(7_150, 2, true, true)] // 3 %: would not begin it, and does not end it
    [InlineData(2_900, 0, true, false)] // 5.5 %
    public void The_rule_that_gives_improbably_few_signals_is_silent(
        long asked, long signals, bool hasStood, bool isSilent)
    {
        var tally = new SignalTally([Hour(0, ruleAsked: asked, ruleSignals: signals)]);
        Assert.Equal(isSilent ? "the rule" : null, SilenceTest.OfSignals(tally, 6, Rules, hasStood)?.Who);
    }

    [Theory]
    [InlineData(5, 68, false)] // 7.08 are half of what it states for so long
    [InlineData(5, 72, true)]
    [InlineData(100, 3, false)]
    [InlineData(100, 4, true)]
    [InlineData(500, 1, true)]
    [InlineData(double.NaN, 72, false)] // a bundle whose rate nobody knows
    public void A_model_is_held_against_half_of_its_own_rate(double perDay, int hours, bool isSilent)
    {
        var tally = new SignalTally([.. Enumerable.Range(0, hours).Select(hour => Hour(hour, modelAsked: 222 * 60))]);
        var silence = SilenceTest.OfSignals(tally, perDay, Rules, isStanding: false);
        Assert.Equal(isSilent ? $"the model 0 in {hours} h" : null,
            silence is { } found ? $"{found.Who} {found.Came} in {found.Hours} h" : null);
    }

    /// <summary>Judged every minute for 20 days, as the monitor does, and then the source stops.</summary>
    [Theory]
    [InlineData(5, 72)]
    [InlineData(100, 6)]
    [InlineData(500, 2)]
    public void Chance_raises_no_alarm_and_a_source_that_stops_is_found(int perDay, int hoursMax)
    {
        var alarms = new List<string>();
        for (var seed = 1; seed <= 3; seed++)
        {
            var random = new Random(seed);
            var source = new Source(perDay);
            for (var minute = 0; minute < 20 * 1_440; minute++)
            {
                var isNew = source.IsSilentAfter(minute, random.NextDouble() < perDay / 1_440d ? 1 : 0);
                if (isNew) alarms.Add($"seed {seed}, minute {minute}");
            }

            var stopped = 0;
            while (!source.IsSilentAfter((20 * 1_440) + stopped, 0) && stopped < 100 * 60) stopped++;
            Assert.True(stopped <= hoursMax * 60, $"{perDay} a day that stop are found after {stopped} min.");
        }

        Assert.True(alarms.Count == 0, $"{perDay} a day that come by chance were silent: {string.Join("; ", alarms)}");
    }

    [Fact]
    public void An_alarm_that_began_does_not_come_and_go_with_single_signals()
    {
        var source = new Source(perDay: 500);
        var begun = 0;
        for (var minute = 0; minute < 24 * 60; minute++) // one of ten that it states
            begun += source.IsSilentAfter(minute, minute % 30 == 29 ? 1 : 0) ? 1 : 0;
        Assert.Equal(1, begun);
    }

    [Fact]
    public void Silence_is_found_however_loud_the_day_was_before()
    {
        var loud = Hour(0, ruleAsked: 13_000, ruleSignals: 1_000);
        var silence = SilenceTest.OfSignals(
            new([loud, Hour(1, ruleAsked: 8_000)]), double.NaN, Rules, isStanding: false);
        Assert.Equal((1, 0L, 8d), (silence!.Value.Hours, silence.Value.Came, silence.Value.Expected));
        Assert.Equal("0 signals of the rule in 1 h where at least 8.0 were to be expected, a chance of 0.03 %",
            silence.Value.Words("signals"));
        Assert.Null(SilenceTest.OfSignals(
            new([loud, Hour(1, ruleAsked: 7_000)]), double.NaN, Rules, isStanding: false));
    }

    [Theory]
    [InlineData(354, 0, false)] // 7.08 expected of a hundred each two
    [InlineData(355, 0, true)]
    [InlineData(355, 1, false)]
    public void Signals_that_were_free_and_never_became_positions_are_silent_too(long free, long trades, bool isSilent)
    {
        var tally = new SignalTally([new(0, 0, 9, 0, 9, free, trades)]);
        Assert.Equal(isSilent, SilenceTest.OfTrades(tally, Rules, isStanding: false) is not null);
        Assert.Null(SilenceTest.OfTrades(tally, Rules with { TradesPerHundred = 0 }, isStanding: false));
    }

    private static TallyHour Hour(
        long hour, long modelAsked = 0, long ruleAsked = 0, long modelSignals = 0, long ruleSignals = 0) =>
        new(hour, modelAsked, ruleAsked, modelSignals, ruleSignals, Free: 0, Trades: 0);

    /// <summary>A model, and whether it is silent.</summary>
    private sealed class Source(double perDay)
    {
        private SignalTally _tally = SignalTally.Empty;
        private bool _isSilent;

        /// <summary>Whether silence begins with this minute.</summary>
        public bool IsSilentAfter(int minute, int signals)
        {
            FunnelLine[] decisions =
            [
                new(ReasonCode.ModelNeutral, SignalSource.Model, Side.None, 222 - signals),
                new(ReasonCode.SignalQueued, SignalSource.Model, Side.Buy, signals),
            ];
            _tally = _tally.With(Sample.Minute + minute, decisions, [], isHolding: false);
            var was = _isSilent;
            _isSilent = SilenceTest.OfSignals(_tally, perDay, Rules, was) is not null;
            return _isSilent && !was;
        }
    }
}
