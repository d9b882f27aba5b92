using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Filters;

/// <summary>A listed contract that is not watched.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Reason">Why.</param>
public sealed record UnwatchedContract(Symbol Symbol, Reason Reason);

/// <summary>
/// Which contracts are watched where the venue lists more than <see cref="UniverseSettings.SymbolsMax"/>: the most
/// traded of those that could be traded at all. Pure; the same figures give the same choice.
/// </summary>
/// <param name="Watched">Ordered by symbol.</param>
/// <param name="LeftOut">All others, ordered by symbol, each with its reason; nothing is left out in silence.</param>
public sealed record UniverseChoice(IReadOnlyList<Symbol> Watched, IReadOnlyList<UnwatchedContract> LeftOut)
{
    /// <summary>Chooses.</summary>
    /// <param name="listed">Every contract that the venue lists.</param>
    /// <param name="statistics">Value traded in 24 hours; a contract without counts as not traded at all.</param>
    /// <param name="settings">How many, and the quote asset.</param>
    /// <param name="excluded">Symbols that the configuration bars.</param>
    public static UniverseChoice Of(IReadOnlyList<SymbolRules> listed, IEnumerable<DayStatistics> statistics,
        UniverseSettings settings, IReadOnlySet<Symbol> excluded)
    {
        var traded = statistics.ToDictionary(entry => entry.Symbol, entry => entry.QuoteVolume24h);
        var leftOut = new List<UnwatchedContract>();
        var able = new List<Symbol>(listed.Count);
        foreach (var rules in listed)
        {
            if (UniverseFilters.JudgeListing(rules, settings, excluded) is { Passed: false } verdict)
                leftOut.Add(new(rules.Symbol, verdict.Refusal));
            else able.Add(rules.Symbol);
        }

        var ranked = able.OrderByDescending(symbol => traded.GetValueOrDefault(symbol))
            .ThenBy(symbol => symbol).ToList();
        for (var index = settings.SymbolsMax; index < ranked.Count; index++)
        {
            leftOut.Add(new(ranked[index],
                new Reason(ReasonCode.UniverseLessTraded, index + 1, settings.SymbolsMax)));
        }

        return new([.. ranked.Take(settings.SymbolsMax).Order()], [.. leftOut.OrderBy(contract => contract.Symbol)]);
    }
}
