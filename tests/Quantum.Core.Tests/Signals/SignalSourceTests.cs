using Quantum.Core.Signals;

namespace Quantum.Core.Tests.Signals;

public class SignalSourceTests
{
    [Theory]
    [InlineData(SignalSource.None, "none")]
    [InlineData(SignalSource.Model, "model")]
    [InlineData(SignalSource.RuleRsi, "rule_rsi")]
    public void Every_source_has_its_name(SignalSource source, string name) => Assert.Equal(name, source.Name());

    [Fact]
    public void What_is_no_source_throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ((SignalSource)9).Name());
}
