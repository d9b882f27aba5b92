using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Filters;
using Quantum.Core.Markets;
using Quantum.Core.Settings;

namespace Quantum.App.Scanning;

/// <summary>
/// The contracts that are watched. Where the venue lists no more than <see cref="UniverseSettings.SymbolsMax"/>, all of
/// them, and nothing is read or written. Where it lists more, the most traded ones of the UTC day: the first process of
/// the day chooses and writes it down, so that all processes watch the same ones, and whatever holds a position is
/// watched besides.
/// </summary>
/// <param name="store">The day's choice, and the open positions.</param>
/// <param name="settings">How many.</param>
public sealed class DayUniverse(IEntityStore store, UniverseSettings settings)
{
    private readonly HashSet<Symbol> _excluded = [.. SettingsCatalog.Excluded(settings).Select(Symbol.Of)];
    private (string Row, UniverseRow Choice)? _known;

    /// <summary>The watched contracts of those that are listed, in the order of the listing.</summary>
    /// <param name="listed">Every listed contract.</param>
    /// <param name="statistics">
    /// What the last days say; <see langword="null"/> where nobody asked yet, and then only a choice that was made
    /// before can be used.
    /// </param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels reading and writing.</param>
    /// <returns><see langword="null"/> where the day's choice is still to be made.</returns>
    public async Task<IReadOnlyList<SymbolRules>?> OfAsync(IReadOnlyList<SymbolRules> listed,
        IReadOnlyList<DayStatistics>? statistics, DateTimeOffset now, CancellationToken ct)
    {
        if (listed.Count <= settings.SymbolsMax) return listed;
        if (await ChoiceAsync(listed, statistics, now, ct) is not { } choice) return null;
        var watched = choice.Watched.ToHashSet();
        foreach (var entity in await store.QueryAsync(StoreLayout.Book, null, null, ct))
        {
            if (entity.Row.StartsWith(StoreLayout.PositionPrefix, StringComparison.Ordinal))
                watched.Add(entity.ToDocument(DocumentJson.Default.Position).Value.Symbol);
        }

        return [.. listed.Where(rules => watched.Contains(rules.Symbol))];
    }

    private async Task<UniverseRow?> ChoiceAsync(IReadOnlyList<SymbolRules> listed,
        IReadOnlyList<DayStatistics>? statistics, DateTimeOffset now, CancellationToken ct)
    {
        // Another number of contracts is another choice, and may be set within the day.
        var row = StoreLayout.UniverseOf(Minute.Of(now), settings.SymbolsMax);
        if (_known is { } known && known.Row == row) return known.Choice;
        var stored = await store.ReadAsync(StoreLayout.Universe, row, DocumentJson.Default.UniverseRow, ct);
        if (stored is null && statistics is not null)
        {
            var choice = UniverseChoice.Of(listed, statistics, settings, _excluded);
            var made = new UniverseRow(now, listed.Count, choice.Watched, choice.LeftOut);
            await store.TryInsertAsync(StoreLayout.Universe, row, made, DocumentJson.Default.UniverseRow, ct);
            stored = await store.ReadAsync(StoreLayout.Universe, row, DocumentJson.Default.UniverseRow, ct);
        }

        if (stored is not null) _known = (row, stored.Value);
        return stored?.Value;
    }
}
