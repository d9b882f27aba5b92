using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Ledger;

public class FunnelTests
{
    [Fact]
    public void Minutes_make_hours_in_any_grouping_and_any_order() => Prop.ForAll(
        Lines.Three().ToArbitrary(), minutes =>
        {
            var (first, second, third) = (minutes.Item1, minutes.Item2, minutes.Item3);
            var left = Sum(Sum(first, second), third);
            Assert.Equal(left, Sum(first, Sum(second, third)));
            Assert.Equal(left, Sum(Sum(third, first), second));
            Assert.Equal(first.Concat(second).Concat(third).Sum(line => line.Count), left.Sum(line => line.Count));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_are_ordered_by_code_source_and_side()
    {
        var funnel = new Funnel();
        funnel.Add(ReasonCode.SignalQueued, SignalSource.RuleRsi, Side.Sell);
        funnel.Add(ReasonCode.SignalQueued, SignalSource.RuleRsi, Side.Buy, 2);
        funnel.Add(ReasonCode.SignalQueued, SignalSource.Model, Side.Sell);
        funnel.Add(ReasonCode.DataGap, SignalSource.None, Side.None, 5);
        Assert.Equal(
            [
                new(ReasonCode.DataGap, SignalSource.None, Side.None, 5),
                new(ReasonCode.SignalQueued, SignalSource.Model, Side.Sell, 1),
                new(ReasonCode.SignalQueued, SignalSource.RuleRsi, Side.Buy, 2),
                new FunnelLine(ReasonCode.SignalQueued, SignalSource.RuleRsi, Side.Sell, 1),
            ], funnel.Lines);
        Assert.Equal((9, 4, 0),
            (funnel.Total, funnel.CountOf(ReasonCode.SignalQueued), funnel.CountOf(ReasonCode.DataStale)));
    }

    [Fact]
    public void The_funnel_of_a_minute_counts_every_record_once()
    {
        var records = Enumerable.Range(0, 222).Select(index => new DecisionRecord(Symbol.Of($"S{index}USDT"),
            DecisionOutcome.Hold, new Reason(index % 2 == 0 ? ReasonCode.RuleNeutral : ReasonCode.DataGap), Side.None,
            SignalSource.None, double.NaN, 50, 1, ReasonCode.None, null));
        var funnel = Funnel.Of(records);
        Assert.Equal((222, 111, 111),
            (funnel.Total, funnel.CountOf(ReasonCode.RuleNeutral), funnel.CountOf(ReasonCode.DataGap)));
    }

    private static Gen<FunnelLine[]> Lines => (
        from code in Gen.Elements(ReasonCatalog.All.Select(info => info.Code))
        from source in Gen.Elements(Enum.GetValues<SignalSource>())
        from side in Gen.Elements(Enum.GetValues<Side>())
        from count in Gen.Choose(1, 1000)
        select new FunnelLine(code, source, side, count)).ArrayOf();

    private static IReadOnlyList<FunnelLine> Sum(params IEnumerable<FunnelLine>[] parts)
    {
        var funnel = new Funnel();
        foreach (var part in parts) funnel.Add(part);
        return funnel.Lines;
    }
}
