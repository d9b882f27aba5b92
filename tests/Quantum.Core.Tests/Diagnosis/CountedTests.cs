using Quantum.Core.Diagnosis;

namespace Quantum.Core.Tests.Diagnosis;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 positions")]
    [InlineData(1, "1 position")]
    [InlineData(2, "2 positions")]
    [InlineData(12_345, "12,345 positions")]
    public void Only_one_is_singular(long count, string text) => Assert.Equal(text, Counted.Of(count, "position"));

    [Theory]
    [InlineData(0, "0 rows are")]
    [InlineData(1, "1 row is")]
    [InlineData(1_000, "1,000 rows are")]
    public void Verbs_agree_with_their_number(long count, string text) =>
        Assert.Equal(text, Counted.Of(count, "row is", "rows are"));

    [Theory]
    [InlineData(999, "999")]
    [InlineData(1_234_567, "1,234,567")]
    public void Thousands_are_parted(long count, string text) => Assert.Equal(text, Counted.Number(count));
}
