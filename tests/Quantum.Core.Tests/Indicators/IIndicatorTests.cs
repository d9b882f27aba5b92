using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Indicators;
using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Indicators;

/// <summary>What holds for every indicator alike.</summary>
public class IIndicatorTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Names => IndicatorSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void It_equals_the_golden_figures_that_the_repository_carries(string name) =>
        AssertEqualsGolden(GoldenRows.Embedded(), name);

    [Theory]
    [MemberData(nameof(Names))]
    public void It_equals_the_golden_figures_beside_the_repository(string name)
    {
        var files = GoldenRows.Shared();
        Assert.SkipWhen(files.Count == 0, "No directory above has shared/golden/indicators with the full figures.");
        foreach (var rows in files) AssertEqualsGolden(rows, name);
    }

    [Fact]
    public void Every_golden_column_has_an_indicator()
    {
        var compared = IndicatorSubject.All.Keys.SelectMany(name => IndicatorSubject.Of(name).Outputs)
            .Select(output => output.Column).ToHashSet();
        Assert.Empty(GoldenRows.Embedded().Columns.Except(compared));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Restoring_and_going_on_is_bit_equal_to_never_having_stopped(string name) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 300).ToArbitrary(), (seed, cut) =>
        {
            var lasting = IndicatorSubject.Of(name);
            var restored = IndicatorSubject.Of(name);
            var bars = RandomBars.Of(seed).Take(cut + 120).ToArray();
            for (var i = 0; i < bars.Length; i++)
            {
                if (i == cut) restored.Load(lasting.Save());
                lasting.Feed(IndicatorSubject.Anchor + i, bars[i]);
                if (i < cut) continue;

                restored.Feed(IndicatorSubject.Anchor + i, bars[i]);
                Assert.Equal(lasting.Bits(), restored.Bits());
            }

            Assert.Equal(lasting.Save(), restored.Save());
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void Loading_replaces_whatever_was_there(string name)
    {
        var bars = RandomBars.Of(seed: 3).Take(500).ToArray();
        var young = Fold(name, bars[..7]);
        var old = Fold(name, bars);
        old.Load(young.Save());
        Assert.Equal(young.Bits(), old.Bits());
        Assert.Equal(young.Save(), old.Save());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_does_not_know_the_future(string name)
    {
        var bars = RandomBars.Of(seed: 5).Take(400).ToArray();
        var whole = IndicatorSubject.Of(name);
        for (var i = 0; i < bars.Length; i++)
        {
            whole.Feed(IndicatorSubject.Anchor + i, bars[i]);
            if (i % 23 == 0 || i == bars.Length - 1) Assert.Equal(Fold(name, bars[..(i + 1)]).Bits(), whole.Bits());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncated_state_is_refused_at_every_length(string name)
    {
        var state = Fold(name, RandomBars.Of(seed: 7).Take(300)).Save();
        for (var length = 0; length < state.Length; length++)
        {
            var truncated = state[..length];
            Assert.Throws<InvalidDataException>(() => IndicatorSubject.Of(name).Load(truncated));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_of_nonsense_is_refused(string name)
    {
        var state = Fold(name, RandomBars.Of(seed: 7).Take(300)).Save();
        var ones = Enumerable.Repeat((byte)0xFF, state.Length).ToArray();
        var zeros = new byte[state.Length];
        var infinite = state.ToArray();
        BitConverter.GetBytes(double.NegativeInfinity).CopyTo(infinite, state.Length - sizeof(double));
        foreach (var nonsense in new[] { ones, zeros, infinite })
            Assert.Throws<InvalidDataException>(() => IndicatorSubject.Of(name).Load(nonsense));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_of_another_indicator_is_refused(string name)
    {
        var bars = RandomBars.Of(seed: 7).Take(300).ToArray();
        foreach (var other in IndicatorSubject.All.Keys.Where(other => other != name))
        {
            var state = new byte[10_000]; // long enough never to be refused for its length
            Fold(other, bars).Save().CopyTo(state, 0);
            Assert.Throws<InvalidDataException>(() => IndicatorSubject.Of(name).Load(state));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_price_and_no_volume_makes_it_throw_or_answer_infinity(string name)
    {
        foreach (var bars in Extremes())
        {
            var subject = IndicatorSubject.Of(name);
            var minute = IndicatorSubject.Anchor;
            foreach (var bar in bars)
            {
                subject.Feed(minute, bar);
                minute += 1;
                Assert.All(subject.Outputs, output => Assert.False(double.IsInfinity(output.Read()), output.Column));
                Assert.Equal(!double.IsNaN(subject.Indicator.Value), subject.Indicator.IsDefined);
            }

            subject.Load(subject.Save());
        }
    }

    [Theory]
    // The same verdict as Skender where its rounding is exact, e.g. at a price of 2; 0.1 is a price where it is not.
    //          indicator,               figures after 300 equal candles without a trade; NaN is undefined
    [InlineData("ADX 14", double.NaN, double.NaN, double.NaN)]
    [InlineData("Aroon 25", 0d, 0d, 0d)]
    [InlineData("ATR 14", 0d, 0d)]
    [InlineData("Bollinger 20", 0.1, 0.1, 0.1, 0d, double.NaN, double.NaN)]
    [InlineData("CCI 20", double.NaN)]
    [InlineData("Choppiness 14", double.NaN)]
    [InlineData("CMF 20", double.NaN)]
    [InlineData("Donchian 20", 0.1, 0.1, 0.1)]
    [InlineData("EMA 9", 0.1)]
    [InlineData("KAMA 10", 0.1, 0d)]
    [InlineData("Keltner 20", 0.1, 0.1, 0.1)]
    [InlineData("MACD 12 26 9", 0d, 0d, 0d)]
    [InlineData("MFI 14", 100d)]
    [InlineData("OBV", 0d)]
    [InlineData("ROC 10", 0d)]
    [InlineData("RSI 14", 100d)]
    [InlineData("Slope 20", 0d)]
    [InlineData("SMA 20", 0.1)]
    [InlineData("Standard deviation 20", 0d, 0.1, double.NaN)]
    [InlineData("Stochastic 14 3 3", 0d, 0d)]
    [InlineData("Stochastic RSI 14 14 3 3", 0d, 0d)]
    [InlineData("SuperTrend 10", 0.1)]
    [InlineData("TRIX 14", 0d)]
    [InlineData("True range", 0d)]
    [InlineData("TSI 25 13", double.NaN)]
    [InlineData("VWAP anchored", double.NaN)]
    [InlineData("VWAP per UTC day", double.NaN)]
    [InlineData("Williams %R 14", -100d)]
    public void A_constant_price_without_volume_gives(string name, params double[] figures)
    {
        var subject = Fold(name, Enumerable.Repeat(Bar.Of(0.1, 0.1, 0.1, 0.1, 0), 300));
        Assert.Equal(figures.Length, subject.Outputs.Length);
        foreach (var (expected, output) in figures.Zip(subject.Outputs))
            AssertClose(expected, output.Read(), tolerance: 1e-12, nearZero: 1, $"{name} {output.Column}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_allocates_nothing_after_construction(string name)
    {
        var bars = RandomBars.Of(seed: 11).Take(2_000).ToArray();
        var subject = IndicatorSubject.Of(name);
        var sum = 0d;
        var before = 0L;
        for (var i = 0; i < bars.Length; i++)
        {
            if (i == 1_000) before = GC.GetAllocatedBytesForCurrentThread(); // the first half lets delegates settle
            subject.Feed(IndicatorSubject.Anchor + i, bars[i]);
            foreach (var (_, read) in subject.Outputs) sum += read();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        GC.KeepAlive(sum);
    }

    [Fact]
    public void A_million_candles_leave_no_drift()
    {
        const int Candles = 1_000_000;
        const int WarmUp = 8_000; // the slowest average, KAMA's at rest, forgets 99.9999999999998 % of its start
        string[] anchored = ["OBV", "VWAP anchored"]; // these never forget; they have exact tests of their own
        var names = IndicatorSubject.All.Keys.Except(anchored).ToArray();
        var veterans = names.Select(IndicatorSubject.Of).ToArray();
        var recruits = names.Select(IndicatorSubject.Of).ToArray();
        var minute = IndicatorSubject.Anchor;
        foreach (var bar in RandomBars.Of(seed: 13).Take(Candles))
        {
            foreach (var veteran in veterans) veteran.Feed(minute, bar);
            if (minute - IndicatorSubject.Anchor >= Candles - WarmUp)
                foreach (var recruit in recruits) recruit.Feed(minute, bar);
            minute += 1;
        }

        foreach (var (veteran, recruit) in veterans.Zip(recruits))
            foreach (var (old, young) in veteran.Outputs.Zip(recruit.Outputs))
                AssertClose(young.Read(), old.Read(), 1e-6, nearZero: 1e-3, $"{veteran.Indicator} {old.Column}");
    }

    private static IndicatorSubject Fold(string name, IEnumerable<Bar> bars)
    {
        var subject = IndicatorSubject.Of(name);
        var minute = IndicatorSubject.Anchor;
        foreach (var bar in bars)
        {
            subject.Feed(minute, bar);
            minute += 1;
        }

        return subject;
    }

    private static void AssertEqualsGolden(GoldenRows rows, string name)
    {
        var subject = IndicatorSubject.All[name](rows.Minutes[0]);
        var compared = (from output in subject.Outputs
                        where output.Column.Length > 0
                        let figures = rows[output.Column]
                        select (output.Column, output.Read, figures, NearZero(figures))).ToArray();
        for (var i = 0; i < rows.Bars.Length; i++)
        {
            subject.Feed(rows.Minutes[i], rows.Bars[i]);
            foreach (var (column, read, figures, nearZero) in compared)
                AssertClose(figures[i], read(), Tolerance, nearZero, $"{rows.Name} row {i} {column}");
        }
    }

    /// <summary>Below a thousandth of a column's largest figure, 1 at most, its rounding errors are absolute.</summary>
    private static double NearZero(double[] figures) =>
        Math.Min(1, figures.Where(double.IsFinite).Max(Math.Abs) / 1_000);

    private static void AssertClose(double expected, double actual, double tolerance, double nearZero, string where)
    {
        var allowed = tolerance * Math.Max(Math.Abs(expected), nearZero);
        var isClose = double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) <= allowed;
        Assert.True(isClose, $"{where}: expected {expected:R}, was {actual:R}.");
    }

    private static IEnumerable<IEnumerable<Bar>> Extremes()
    {
        yield return RandomBars.Of(seed: 17, price: 1e-8).Take(600);
        yield return RandomBars.Of(seed: 19, price: 1e8).Take(600);
        yield return Enumerable.Repeat(Bar.Of(0.1, 0.1, 0.1, 0.1, 0), 600);
        yield return Enumerable.Repeat(Bar.Of(0.3, 0.3, 0.3, 0.3, 1e9), 600);
        yield return Enumerable.Range(0, 600).Select(i => i % 2 == 0
            ? Bar.Of(1e-8, 1e8, 1e-8, 1e8, 1e12)
            : Bar.Of(1e8, 1e8, 1e-8, 1e-8, 0));
        yield return Enumerable.Range(0, 600).Select(i => i % 3 == 0
            ? Bar.Of(1e-100, 1e100, 1e-100, 1e100, 1e100)
            : Bar.Of(1e100, 1e100, 1e-100, 1e-100, 1e-100));
        yield return RandomBars.Of(seed: 23).Take(100).Concat(Enumerable.Repeat(Bar.Of(1.1, 1.1, 1.1, 1.1, 0), 20_000));
    }
}
