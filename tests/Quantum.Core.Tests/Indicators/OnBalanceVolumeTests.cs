using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class OnBalanceVolumeTests
{
    [Fact]
    public void A_million_candles_lose_no_digit_against_decimal()
    {
        var total = new OnBalanceVolume();
        var exact = 0m;
        var last = double.NaN;
        foreach (var bar in RandomBars.Of(seed: 29).Take(1_000_000))
        {
            total.Add(bar);
            if (bar.Close > last) exact += (decimal)bar.Volume;
            if (bar.Close < last) exact -= (decimal)bar.Volume;
            last = bar.Close;
        }

        Assert.Equal((double)exact, total.Value, 1e-9);
    }
}
