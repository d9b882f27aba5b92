using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Models;

/// <summary>
/// How old a model is: from the end of the candles that it learnt from to the minute that it decides, by the run's own
/// clock. Not from when it was made: a model made today from last year's candles knows nothing of this year. Pure.
/// </summary>
public static class ModelAge
{
    /// <summary>Age in hours; negative where a replay lies before the end of the training data.</summary>
    public static double HoursAt(DateTimeOffset dataTo, Minute minute) => (minute.Start - dataTo).TotalHours;

    /// <summary>Why a model of this age may not speak; <see langword="null"/> where it may.</summary>
    public static Reason? Expiry(DateTimeOffset dataTo, Minute minute, ModelSettings settings)
    {
        if (!(settings.AgeMaxHours > 0)) return null;
        var age = HoursAt(dataTo, minute);
        if (age < 0) return new Reason(ReasonCode.ModelFromFuture, age, 0);
        return age <= settings.AgeMaxHours ? null : new Reason(ReasonCode.ModelExpired, age, settings.AgeMaxHours);
    }
}
