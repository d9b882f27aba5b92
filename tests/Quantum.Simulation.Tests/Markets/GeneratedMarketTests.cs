using System.Security.Cryptography;
using System.Text;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class GeneratedMarketTests
{
    private const int MinutesPerDay = 1_440;
    private static readonly Minute Origin = Minute.OfKey("20250602T0000");

    [Fact]
    public void The_same_seed_gives_the_same_market_in_whatever_strides()
    {
        var one = New(seed: 5, symbolCount: 12);
        one.AdvanceTo(Origin + 899);
        var other = New(seed: 5, symbolCount: 12);
        for (var minute = Origin; minute < Origin + 900; minute += 7) other.AdvanceTo(minute);
        other.AdvanceTo(Origin + 899);
        Assert.Equal(HashOf(one), HashOf(other));
    }

    [Fact]
    public void Another_seed_gives_another_market()
    {
        var one = New(seed: 5, symbolCount: 3);
        var other = New(seed: 6, symbolCount: 3);
        one.AdvanceTo(Origin + 99);
        other.AdvanceTo(Origin + 99);
        Assert.NotEqual(HashOf(one), HashOf(other));
    }

    [Fact]
    public void A_seed_means_the_same_minutes_in_every_version()
    {
        // A changed hash means that recorded runs no longer repeat: change it knowingly, and say so in the change log.
        var market = New(seed: 1, symbolCount: 222);
        market.AdvanceTo(Origin + 719);
        Assert.Equal("4C7977512F05FA9E", HashOf(market));
    }

    [Fact]
    public void Fewer_contracts_are_the_first_of_more()
    {
        var few = New(seed: 1, symbolCount: 5);
        var many = New(seed: 1, symbolCount: 40);
        few.AdvanceTo(Origin + 59);
        many.AdvanceTo(Origin + 59);
        foreach (var tape in few.Contracts)
        {
            var same = many.Contracts.Single(contract => contract.Symbol == tape.Symbol);
            Assert.Equal(tape.Rules, same.Rules);
            Assert.Equal(tape.Minutes.At(Origin + 59), same.Minutes.At(Origin + 59));
        }
    }

    [Fact]
    public void Three_days_of_222_contracts_hold_only_sound_candles_near_their_history()
    {
        var market = New(seed: 9, symbolCount: 222, minutesKept: 3 * MinutesPerDay);
        market.AdvanceTo(Origin + (3 * MinutesPerDay) - 1);
        Assert.Equal(222, market.Contracts.Count);
        var candles = 0;
        foreach (var tape in market.Contracts)
        {
            var (low, high) = (decimal.MaxValue, 0m);
            foreach (var (minute, bar) in BarsOf(tape))
            {
                if (!IsSound(bar.Mark)) Assert.Fail($"{tape.Symbol} {minute} {bar}");
                if (!bar.IsCandle) continue;
                var candle = tape.Minutes.CandleOf(minute, bar); // throws where its numbers break a rule
                (low, high) = (Math.Min(low, candle.Low), Math.Max(high, candle.High));
                candles++;
            }

            Assert.InRange(high / low, 1.005m, 3m);
        }

        Assert.InRange(candles, 222 * 3 * MinutesPerDay * 0.998, 222 * 3 * MinutesPerDay);
    }

    [Fact]
    public void Prices_stay_in_a_sane_band_over_two_months()
    {
        var market = New(seed: 2, symbolCount: 30, minutesKept: 60);
        market.AdvanceTo(Origin);
        var starts = market.Contracts.Select(tape => (double)tape.Minutes.At(Origin).Last.Close).ToList();
        for (var day = 1; day <= 60; day++)
        {
            market.AdvanceTo(Origin + (day * MinutesPerDay));
            var ratios = market.Contracts.Zip(starts,
                (tape, start) => tape.Minutes.At(tape.Minutes.Next - 1).Last.Close / start);
            Assert.All(ratios, ratio => Assert.InRange(ratio, 0.1, 10));
        }
    }

    [Fact]
    public void Gaps_and_silent_minutes_come_at_the_documented_rates()
    {
        var market = New(seed: 4, symbolCount: 222, minutesKept: 2 * MinutesPerDay);
        market.AdvanceTo(Origin + (2 * MinutesPerDay) - 1);
        var bars = market.Contracts.SelectMany(BarsOf).Select(entry => entry.Bar).ToList();
        // A gap begins in 1 of 20,000 minutes and lasts three on average; 639,360 minutes hold about 96 missing ones.
        Assert.InRange(bars.Count(bar => !bar.IsCandle), 40, 180);
        // Nobody trades in 1 of 5,000 minutes: about 128 of them.
        var silent = bars.Where(bar => bar.VolumeSteps == 0).ToList();
        Assert.InRange(silent.Count, 80, 180);
        Assert.All(silent, bar => Assert.Equal(TickBar.Flat(bar.Last.Close), bar.Last));
    }

    [Fact]
    public void Chances_of_zero_leave_no_gap_and_no_silent_minute()
    {
        var market = new GeneratedMarket(
            new() { Origin = Origin, SymbolCount = 50, GapChance = 0, ZeroVolumeChance = 0 });
        market.AdvanceTo(Origin + 999);
        Assert.All(market.Contracts.SelectMany(BarsOf), entry => Assert.True(entry.Bar.VolumeSteps > 0));
    }

    [Fact]
    public void Volatility_comes_in_clusters_and_prices_jump()
    {
        var market = New(seed: 8, symbolCount: 20, minutesKept: 10 * MinutesPerDay);
        market.AdvanceTo(Origin + (10 * MinutesPerDay) - 1);
        var jumps = 0;
        foreach (var tape in market.Contracts)
        {
            var closes = BarsOf(tape).Select(entry => (double)entry.Bar.Last.Close).ToList();
            var sizes = closes.Zip(closes.Skip(1), (before, after) => Math.Abs((after / before) - 1)).ToList();
            Assert.InRange(CorrelationOf(sizes, lag: 5), 0.03, 0.9);
            var typical = sizes.Order().ElementAt(sizes.Count / 2);
            jumps += sizes.Count(size => size > 12 * typical);
        }

        Assert.InRange(jumps, 20, 2_000); // a bell curve would have none
    }

    [Fact]
    public void Contracts_move_together_but_not_alike()
    {
        var market = New(seed: 8, symbolCount: 20, minutesKept: 2_000);
        market.AdvanceTo(Origin + 1_999);
        var returns = market.Contracts.Select(ReturnsOf).ToList();
        var correlations = returns.Skip(1).Select(other => Correlate(returns[0], other)).ToList();
        Assert.InRange(correlations.Average(), 0.2, 0.9);
        Assert.All(correlations, correlation => Assert.InRange(correlation, 0, 0.98));
    }

    [Fact]
    public void Statistics_are_there_from_the_first_minute()
    {
        var market = New(seed: 1, symbolCount: 222);
        var statistics = market.Contracts.Select(tape => tape.Hours.StatisticsAt(tape.Symbol, Origin)).ToList();
        Assert.All(statistics, entry => Assert.InRange(entry.Days, 2, 10));
        Assert.True(statistics.Count(entry => entry.Days == 10) > 200);
        Assert.All(statistics, entry => Assert.InRange(entry.Volatility, 0.001, 1));
        Assert.All(statistics, entry => Assert.True(entry.QuoteVolume24h > 1_000_000));
        Assert.Contains(statistics, entry => entry.Days < 10); // so that the age filter has something to refuse
    }

    [Fact]
    public void Wrong_options_are_named_all_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new GeneratedMarket(new()
        {
            Origin = Origin, SymbolCount = 501, MinutesKept = 1, GapChance = double.NaN, ZeroVolumeChance = 2,
        }));
        Assert.Equal("SymbolCount 501 is not in 1 to 500. MinutesKept 1 is not in 60 to 100000. "
            + "GapChance NaN is not in 0 to 0.1. ZeroVolumeChance 2 is not in 0 to 0.1.", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public void Rules_are_in_the_venues_style(int symbolCount)
    {
        var market = New(seed: 1, symbolCount);
        Assert.Equal(symbolCount, market.Contracts.Count);
        Assert.Equal(market.Contracts.Select(tape => tape.Symbol).Distinct().Order(),
            market.Contracts.Select(tape => tape.Symbol));
        Assert.All(market.Contracts, tape =>
        {
            var price = tape.Minutes.PriceOf(1) * 1_000;
            Assert.True(tape.Rules.TickSize > 0 && price > 0);
            Assert.True(tape.Rules.QuantityMax >= 100 * tape.Rules.QuantityMin, tape.Rules.ToString());
            Assert.Equal(tape.Symbol.Name == "BTCUSDT" ? 100 : 5, tape.Rules.NotionalMin);
            Assert.Contains(tape.Rules.FundingIntervalHours, new[] { 8, 4, 1 });
            Assert.InRange(tape.SpreadBps, 1, 8);
        });
    }

    private static bool IsSound(TickBar bar) => bar.Low >= 1
        && bar.Low <= Math.Min(bar.Open, bar.Close) && bar.High >= Math.Max(bar.Open, bar.Close);

    private static GeneratedMarket New(ulong seed, int symbolCount, int minutesKept = 1_000) =>
        new(new() { Origin = Origin, Seed = seed, SymbolCount = symbolCount, MinutesKept = minutesKept });

    private static IEnumerable<(Minute Minute, MinuteBar Bar)> BarsOf(ContractTape tape)
    {
        for (var minute = tape.Minutes.Oldest; minute < tape.Minutes.Next; minute += 1)
        {
            yield return (minute, tape.Minutes.At(minute));
        }
    }

    private static List<double> ReturnsOf(ContractTape tape)
    {
        var closes = BarsOf(tape).Select(entry => (double)entry.Bar.Last.Close).ToList();
        return [.. closes.Zip(closes.Skip(1), (before, after) => (after / before) - 1)];
    }

    private static string HashOf(GeneratedMarket market)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tape in market.Contracts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{tape.Symbol} {tape.Rules.TickSize} {tape.Rules.ListedAt:O}\n"));
            foreach (var entry in BarsOf(tape)) hash.AppendData(Encoding.UTF8.GetBytes($"{entry}\n"));
        }

        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }

    private static double CorrelationOf(List<double> values, int lag) =>
        Correlate(values.GetRange(0, values.Count - lag), values.GetRange(lag, values.Count - lag));

    private static double Correlate(List<double> left, List<double> right)
    {
        var (leftMean, rightMean) = (left.Average(), right.Average());
        var shared = left.Zip(right, (one, other) => (one - leftMean) * (other - rightMean)).Sum();
        return shared / Math.Sqrt(left.Sum(one => (one - leftMean) * (one - leftMean))
            * right.Sum(other => (other - rightMean) * (other - rightMean)));
    }
}
