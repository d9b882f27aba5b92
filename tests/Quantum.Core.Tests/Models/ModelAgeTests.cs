using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Models;

public class ModelAgeTests
{
    private static readonly DateTimeOffset End = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(72 * 60, 72, false)] // inclusive
    [InlineData((72 * 60) + 1, 72, true)]
    [InlineData(-600, 72, false)] // a replay inside the training data: not old, whatever else it is
    [InlineData(1_000_000, 0, false)] // no limit
    public void A_model_expires_by_the_age_of_what_it_knows(int minutes, double limit, bool isExpired)
    {
        var reason = ModelAge.Expiry(End, Minute.Of(End) + minutes, new ModelSettings { AgeMaxHours = limit });
        Assert.Equal(isExpired, reason is not null);
        if (reason is { } expired) Assert.Equal((ReasonCode.ModelExpired, limit), (expired.Code, expired.Limit));
    }
}
