using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Filters;

/// <summary>
/// Which contracts may be traded at all. They judge the contract, not the signal, so all sources alike.
/// </summary>
public static class UniverseFilters
{
    /// <summary>Judges a contract; the first rule that fails wins, in the order of this method.</summary>
    /// <param name="rules">The contract.</param>
    /// <param name="close">Close of the newest candle, &gt; 0; 0 while unknown, then the tick is not judged.</param>
    /// <param name="statistics">Its last ten days; <see langword="null"/> counts as no history.</param>
    /// <param name="now">The scan minute's start, UTC.</param>
    /// <param name="settings">The limits, all inclusive.</param>
    /// <param name="excluded">Symbols that the configuration bars.</param>
    public static Verdict Judge(SymbolRules rules, decimal close, DayStatistics? statistics, DateTimeOffset now,
        UniverseSettings settings, IReadOnlySet<Symbol> excluded)
    {
        if (JudgeListing(rules, settings, excluded) is { Passed: false } refused) return refused;
        var ageDays = Math.Floor((now - rules.ListedAt).TotalDays);
        if (!(ageDays >= settings.ListingAgeMinDays))
            return Verdict.Refuse(ReasonCode.UniverseTooYoung, ageDays, settings.ListingAgeMinDays);

        var tickShare = close > 0 ? (double)(rules.TickSize / close) : 0;
        if (!(tickShare <= settings.TickShareMax))
            return Verdict.Refuse(ReasonCode.UniverseCoarseTick, tickShare, settings.TickShareMax);

        return JudgeHistory(statistics, settings);
    }

    /// <summary>Judges what the listing alone tells: the first part of <see cref="Judge"/>.</summary>
    /// <param name="rules">The contract.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="excluded">Symbols that the configuration bars.</param>
    public static Verdict JudgeListing(
        SymbolRules rules, UniverseSettings settings, IReadOnlySet<Symbol> excluded)
    {
        if (excluded.Contains(rules.Symbol)) return Verdict.Refuse(new Reason(ReasonCode.UniverseExcluded));
        if (rules.Status == ContractStatus.Delisting) return Verdict.Refuse(new Reason(ReasonCode.UniverseDelisting));
        if (rules.Status != ContractStatus.Trading) return Verdict.Refuse(new Reason(ReasonCode.UniverseNotTrading));
        if (!rules.IsPerpetual) return Verdict.Refuse(new Reason(ReasonCode.UniverseNotPerpetual));
        return string.Equals(rules.QuoteAsset, settings.QuoteAsset, StringComparison.Ordinal)
            ? Verdict.Pass
            : Verdict.Refuse(new Reason(ReasonCode.UniverseQuoteAsset));
    }

    private static Verdict JudgeHistory(DayStatistics? statistics, UniverseSettings settings)
    {
        var days = statistics?.Days ?? 0;
        if (days < settings.HistoryMinDays)
            return Verdict.Refuse(ReasonCode.UniverseHistoryShort, days, settings.HistoryMinDays);
        if (statistics is null) return Verdict.Pass; // Asked for no history at all.

        // Not `range < min`: NaN fails every comparison, and a figure that nobody could compute must not pass.
        if (!(statistics.RangeShare >= settings.RangeMin))
            return Verdict.Refuse(ReasonCode.UniverseRangeNarrow, statistics.RangeShare, settings.RangeMin);
        if (!(statistics.Volatility >= settings.VolatilityMin))
            return Verdict.Refuse(ReasonCode.UniverseVolatilityLow, statistics.Volatility, settings.VolatilityMin);
        if (!(statistics.Volatility <= settings.VolatilityMax))
            return Verdict.Refuse(ReasonCode.UniverseVolatilityHigh, statistics.Volatility, settings.VolatilityMax);
        return Verdict.Pass;
    }
}
