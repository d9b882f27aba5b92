using Quantum.Core.Reasons;

namespace Quantum.Core.Tests.Reasons;

public class VerdictTests
{
    [Fact]
    public void The_default_is_neither_passed_nor_refused()
    {
        Assert.Throws<InvalidOperationException>(() => default(Verdict).Passed);
        Assert.Throws<InvalidOperationException>(() => default(Verdict).Refusal);
        Assert.Throws<InvalidOperationException>(() => default(Verdict).ToString());
    }

    [Fact]
    public void A_pass_has_no_refusal()
    {
        Assert.True(Verdict.Pass.Passed);
        Assert.Throws<InvalidOperationException>(() => Verdict.Pass.Refusal);
        Assert.Equal("pass", Verdict.Pass.ToString());
    }

    [Fact]
    public void A_refusal_carries_its_reason()
    {
        var verdict = Verdict.Refuse(ReasonCode.SpreadWide, 12, 10);
        Assert.False(verdict.Passed);
        Assert.Equal(new Reason(ReasonCode.SpreadWide, 12, 10), verdict.Refusal);
        Assert.Equal("refuse: SPREAD_WIDE 12 / 10", verdict.ToString());
    }
}
