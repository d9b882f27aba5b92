using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Models;

public class ModelAgeTests
{
    private static readonly DateTimeOffset End = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(72 * 60, 72, "may speak")] // inclusive
    [InlineData((72 * 60) + 15, 72, "MODEL_EXPIRED 72.25 / 72")]
    [InlineData(0, 72, "may speak")]
    [InlineData(-600, 72, "MODEL_FROM_FUTURE -10 / 0")] // a replay inside the training data
    [InlineData(1_000_000, 0, "may speak")] // no limit
    [InlineData(-600, 0, "may speak")]
    public void A_model_speaks_for_a_while_after_what_it_knows(int minutes, double limit, string answer)
    {
        var reason = ModelAge.Expiry(End, Minute.Of(End) + minutes, new ModelSettings { AgeMaxHours = limit });
        Assert.Equal(answer, reason?.ToString() ?? "may speak");
    }
}
