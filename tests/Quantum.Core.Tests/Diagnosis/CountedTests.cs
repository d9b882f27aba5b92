using Quantum.Core.Diagnosis;

namespace Quantum.Core.Tests.Diagnosis;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 positions")]
    [InlineData(1, "1 position")]
    [InlineData(2, "2 positions")]
    [InlineData(12_345, "12345 positions")]
    public void Only_one_is_singular(long count, string text) => Assert.Equal(text, Counted.Of(count, "position"));
}
