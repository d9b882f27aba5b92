using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class OnBalanceVolumeTests
{
    [Fact]
    public void A_million_candles_lose_no_digit_against_decimal()
    {
        // After a huge candle, one unit in the last place of the total is 0.0001: as large as the smallest volumes are.
        Bar[] start = [Bar.Of(1, 1, 1, 1, 1), Bar.Of(2, 2, 2, 2, 1e12)];
        var total = new OnBalanceVolume();
        var exact = 0m;
        var last = double.NaN;
        foreach (var bar in start.Concat(RandomBars.Of(seed: 29).Take(1_000_000)))
        {
            total.Add(bar);
            if (bar.Close > last) exact += (decimal)bar.Volume;
            if (bar.Close < last) exact -= (decimal)bar.Volume;
            last = bar.Close;
        }

        Assert.Equal((double)exact, total.Value, 0.00013);
    }
}
