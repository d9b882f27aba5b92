using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class AroonTests
{
    [Fact]
    public void Up_equals_a_search_through_the_window_for_every_period() =>
        // Few distinct prices make equal highs the rule: of those the oldest counts.
        Windows.AssertEqual(minimum: 1, period => new Aroon(period),
            window => 100d * Array.IndexOf(window, window.Max()) / (window.Length - 1),
            extra: 1, read: aroon => aroon.Up, grid: 4);

    [Fact]
    public void Down_equals_a_search_through_the_window_for_every_period() =>
        Windows.AssertEqual(minimum: 1, period => new Aroon(period),
            window => 100d * Array.IndexOf(window, window.Min()) / (window.Length - 1),
            extra: 1, read: aroon => aroon.Down, grid: 4);
}
