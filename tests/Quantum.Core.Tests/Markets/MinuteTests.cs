using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Markets;

public class MinuteTests
{
    [Theory]
    [InlineData("2025-06-02T18:20:00Z", "20250602T1820")] // the first instant belongs to the minute
    [InlineData("2025-06-02T18:20:59.999Z", "20250602T1820")]
    [InlineData("2025-06-02T18:20:59.9999999Z", "20250602T1820")] // the last 100 ns too
    [InlineData("2025-06-02T20:20:30+02:00", "20250602T1820")]
    [InlineData("1970-01-01T00:00:00Z", "19700101T0000")]
    [InlineData("1969-12-31T23:59:59Z", "19691231T2359")] // floor, not truncation
    public void An_instant_belongs_to_the_minute_that_contains_it(string instant, string key) =>
        Assert.Equal(key, Minute.Of(DateTimeOffset.Parse(instant)).Key);

    [Fact]
    public void A_minute_ends_where_the_next_begins()
    {
        var minute = Minute.OfKey("20250602T2359");
        Assert.Equal((minute + 1).Start, minute.End);
        Assert.Equal("20250603", (minute + 1).DayKey);
        Assert.Equal("2025-06-02T23:59Z", minute.ToString());
        Assert.Equal(minute.Start.ToUnixTimeMilliseconds(), minute.StartMilliseconds);
    }

    [Theory]
    [InlineData("20250602T18:20")]
    [InlineData("2025-06-02")]
    [InlineData("20250602T2460")]
    [InlineData("")]
    public void Other_texts_are_no_keys(string key) =>
        Assert.Contains($"'{key}'", Assert.Throws<FormatException>(() => Minute.OfKey(key)).Message);

    [Fact]
    public void Keys_read_back_and_sort_by_time() => Prop.ForAll(
        Gen.Choose(0, 60_000_000).Two().ToArbitrary(), pair =>
        {
            var (left, right) = (new Minute(pair.Item1), new Minute(pair.Item2));
            Assert.Equal(left, Minute.OfKey(left.Key));
            Assert.Equal(left, Minute.Of(left.Start));
            Assert.Equal(left, Minute.Of(left.End.AddMilliseconds(-1)));
            Assert.Equal(Math.Sign(left.CompareTo(right)), Math.Sign(string.CompareOrdinal(left.Key, right.Key)));
            Assert.Equal(left, right + (left - right));
            Assert.Equal(left < right, !(left >= right));
            Assert.Equal(left > right, !(left <= right));
        }).QuickCheckThrowOnFailure();
}
