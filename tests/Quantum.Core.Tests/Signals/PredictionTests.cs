using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Core.Tests.Signals;

public class PredictionTests
{
    [Theory]
    //          down, flat, up, entry threshold
    [InlineData(0.5, 0.5, 0.5, 0.6)] // sums to 1.5
    [InlineData(0.3, 0.3, 0.399, 0.6)]
    [InlineData(-0.1, 0.5, 0.6, 0.6)]
    [InlineData(1.1, -0.1, 0, 0.6)]
    [InlineData(double.NaN, 0.5, 0.5, 0.6)]
    [InlineData(0.5, double.NaN, 0.5, 0.6)]
    [InlineData(0.5, 0.5, double.NaN, 0.6)]
    [InlineData(double.PositiveInfinity, 0, 0, 0.6)]
    [InlineData(0.2, 0.3, 0.5, double.NaN)] // a bundle without a threshold would pass everything or nothing
    [InlineData(0.2, 0.3, 0.5, 1.01)]
    [InlineData(0.2, 0.3, 0.5, -0.01)]
    public void What_is_no_distribution_is_a_failed_model(double down, double flat, double up, double entryMin)
    {
        var prediction = Prediction.Of(down, flat, up, entryMin, "2025.1");
        Assert.True(prediction.IsSilent);
        Assert.Equal(ReasonCode.ModelFailed, prediction.Silence.Code);
        Assert.Null(prediction.Version);
        Assert.Equal(Opinion.Neutral, prediction.Opinion());
    }

    [Theory]
    //          down, flat, up, wish, confidence
    [InlineData(0.2, 0.3, 0.5, Side.Buy, 0.5)]
    [InlineData(0.5, 0.3, 0.2, Side.Sell, 0.5)]
    [InlineData(0.2, 0.6, 0.2, Side.None, double.NaN)]
    [InlineData(0.21, 0.4, 0.39, Side.None, double.NaN)] // flat is likeliest and the threshold not reached: no wish
    [InlineData(0.1, 0.5, 0.4, Side.Buy, 0.4)] // flat is likeliest, but the threshold is reached
    [InlineData(0.4, 0.2, 0.4, Side.Buy, 0.4)]
    [InlineData(0, 0, 1, Side.Buy, 1)]
    [InlineData(0.2, 0.3, 0.5000009, Side.Buy, 0.5000009)] // the sum may be off by 1e-6
    public void The_likelier_direction_is_the_wish(double down, double flat, double up, Side side, double confidence)
    {
        var prediction = Prediction.Of(down, flat, up, 0.4, "2025.1");
        Assert.False(prediction.IsSilent);
        Assert.Equal("2025.1", prediction.Version);
        Assert.Equal(new Opinion(side, confidence), prediction.Opinion());
        Assert.Throws<InvalidOperationException>(() => prediction.Silence);
    }

    [Fact]
    public void A_silent_model_has_a_reason_and_no_wish()
    {
        var prediction = Prediction.None(new Reason(ReasonCode.ModelExpired, 80, 72));
        Assert.Equal(new Reason(ReasonCode.ModelExpired, 80, 72), prediction.Silence);
        Assert.Equal(Opinion.Neutral, prediction.Opinion());
    }

    [Fact]
    public void The_default_throws_when_read()
    {
        Assert.Throws<InvalidOperationException>(() => default(Prediction).IsSilent);
        Assert.Throws<InvalidOperationException>(() => default(Prediction).Silence);
        Assert.Throws<InvalidOperationException>(() => default(Prediction).Opinion());
    }
}
