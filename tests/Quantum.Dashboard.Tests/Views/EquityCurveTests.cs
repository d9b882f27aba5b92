using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Dashboard.Views;

namespace Quantum.Dashboard.Tests.Views;

public sealed class EquityCurveTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(EquityCurve.PointsMax)]
    public void A_short_curve_is_left_as_it_is(int count) => Assert.Equal(count, EquityCurve.Thin(Curve(count)).Count);

    [Theory]
    [InlineData(EquityCurve.PointsMax + 1)]
    [InlineData(1440)]
    [InlineData(44_640)]
    public void A_long_curve_keeps_its_ends_its_trough_its_peak_and_its_order(int count)
    {
        var curve = Curve(count);
        curve[count / 3] = curve[count / 3] with { Equity = -1 };
        curve[count / 2] = curve[count / 2] with { Equity = 99_999 };

        var thinned = EquityCurve.Thin(curve);

        Assert.InRange(thinned.Count, 3, EquityCurve.PointsMax);
        Assert.Equal(curve[0].Minute, thinned[0].Minute);
        Assert.Equal(curve[^1].Minute, thinned[^1].Minute);
        Assert.Equal(-1, thinned.Min(point => point.Equity));
        Assert.Equal(99_999, thinned.Max(point => point.Equity));
        Assert.Equal(thinned.Select(point => point.Minute).Distinct().Order(), thinned.Select(point => point.Minute));
    }

    private static List<EquityPoint> Curve(int count) =>
        [.. Enumerable.Range(0, count).Select(index => new EquityPoint(new Minute(index), 100 + index % 7, 100))];
}
