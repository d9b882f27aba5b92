using Quantum.App.Storage;

namespace Quantum.Dashboard.Views;

/// <summary>Makes a curve small enough to send every two seconds without hiding a trough or a peak.</summary>
internal static class EquityCurve
{
    /// <summary>Most points of a thinned curve.</summary>
    public const int PointsMax = 362;

    private const int Groups = (PointsMax - 2) / 2;

    /// <summary>A short curve as it is; of a longer one its ends and the extremes of equal groups between.</summary>
    /// <param name="points">Ascending by minute.</param>
    public static IReadOnlyList<EquityView> Thin(IReadOnlyList<EquityPoint> points)
    {
        if (points.Count <= PointsMax) return [.. points.Select(View)];

        var thinned = new List<EquityPoint> { points[0] };
        var inner = points.Count - 2;
        for (var group = 0; group < Groups; group++)
        {
            var first = 1 + group * inner / Groups;
            var part = points.Skip(first).Take(1 + (group + 1) * inner / Groups - first).ToList();
            var (low, high) = (part.MinBy(point => point.Equity), part.MaxBy(point => point.Equity));
            thinned.AddRange(part.Where(point => point == low || point == high));
        }

        thinned.Add(points[^1]);
        return [.. thinned.Select(View)];
    }

    private static EquityView View(EquityPoint point) => new(point.Minute, point.Equity);
}
