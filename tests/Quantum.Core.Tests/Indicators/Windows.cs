using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

/// <summary>Compares an indicator over a window with a plain calculation over that window, for any period.</summary>
internal static class Windows
{
    /// <param name="minimum">The smallest period.</param>
    /// <param name="create">Makes the indicator.</param>
    /// <param name="expected">The figure of one window, oldest value first.</param>
    /// <param name="extra">How many values more than the period the window holds.</param>
    /// <param name="read">The output that is compared; the main one by default.</param>
    /// <param name="grid">How many distinct values there are.</param>
    public static void AssertEqual<T>(int minimum, Func<int, T> create, Func<double[], double> expected, int extra = 0,
        Func<T, double>? read = null, int grid = 100_000)
        where T : IIndicator =>
        Prop.ForAll(Gen.Choose(minimum, 40).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (period, seed) =>
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, 150).Select(_ => 1 + (random.Next(grid) / (double)grid)).ToArray();
            var indicator = create(period);
            for (var i = 0; i < values.Length; i++)
            {
                var value = values[i];
                if (indicator is ICloseIndicator closes) closes.Add(value);
                else ((IBarIndicator)indicator).Add(Bar.Of(value, value, value, value, 1));

                var from = i + 1 - period - extra;
                Assert.Equal(from >= 0, indicator.IsDefined);
                if (from >= 0)
                    Assert.Equal(expected(values[from..(i + 1)]), read?.Invoke(indicator) ?? indicator.Value, 1e-12);
            }
        }).QuickCheckThrowOnFailure();
}
