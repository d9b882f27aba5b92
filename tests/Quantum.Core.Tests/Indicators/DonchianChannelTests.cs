using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class DonchianChannelTests
{
    [Fact]
    public void The_upper_band_equals_the_highest_before_the_last_candle_for_every_period() =>
        Windows.AssertEqual(minimum: 1, period => new DonchianChannel(period), window => window[..^1].Max(),
            extra: 1, read: channel => channel.Upper);

    [Fact]
    public void The_lower_band_equals_the_lowest_before_the_last_candle_for_every_period() =>
        Windows.AssertEqual(minimum: 1, period => new DonchianChannel(period), window => window[..^1].Min(),
            extra: 1, read: channel => channel.Lower);
}
