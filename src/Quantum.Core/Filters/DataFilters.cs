using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Filters;

/// <summary>What went wrong while the candles of a symbol were read.</summary>
public enum DataFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No answer.</summary>
    Unavailable = 1,

    /// <summary>An answer that cannot be true.</summary>
    Invalid = 2,

    /// <summary>Not asked for yet: the request budget of this minute went to other symbols.</summary>
    Waiting = 3,
}

/// <summary>Whether the candles are there, fresh, whole and sane. They judge the data, so all sources alike.</summary>
public static class DataFilters
{
    /// <summary>Judges a symbol's candles; the first rule that fails wins, in the order of this method.</summary>
    /// <param name="features">The state with every candle up to the scan folded in.</param>
    /// <param name="fault">What went wrong while they were read.</param>
    /// <param name="now">When the scan decides, UTC: a late scan sees old candles as old.</param>
    /// <param name="settings">The limits, all inclusive.</param>
    public static Verdict Judge(SymbolFeatures features, DataFault fault, DateTimeOffset now, DataSettings settings)
    {
        if (fault == DataFault.Unavailable) return Verdict.Refuse(new Reason(ReasonCode.DataUnavailable));
        if (fault == DataFault.Invalid) return Verdict.Refuse(new Reason(ReasonCode.DataInvalid));
        if (fault == DataFault.Waiting && features.Unbroken < settings.WarmUpMinutes)
            return Verdict.Refuse(ReasonCode.DataWarmUp, features.Unbroken, settings.WarmUpMinutes);
        if (features.Newest is not { } newest) return Verdict.Refuse(new Reason(ReasonCode.DataMissing));

        var ageSeconds = (now - newest.Minute.End).TotalSeconds;
        if (!(ageSeconds <= settings.CandleAgeMaxSeconds))
            return Verdict.Refuse(ReasonCode.DataStale, ageSeconds, settings.CandleAgeMaxSeconds);

        if (features.Unbroken < settings.WarmUpMinutes)
            return Verdict.Refuse(
                features.BeganAfterGap ? ReasonCode.DataGap : ReasonCode.DataWarmUp,
                features.Unbroken, settings.WarmUpMinutes);

        return double.IsFinite(features.Rsi) && double.IsFinite(features.AtrShare)
            ? Verdict.Pass
            : Verdict.Refuse(new Reason(ReasonCode.DataNotFinite));
    }
}
