using Quantum.App.Ports;
using Quantum.Core.Positions;
using Quantum.Core.Risk;

namespace Quantum.App.Storage;

/// <summary>The book partition as one reading: state, limits, account, open positions and the scans' head.</summary>
/// <param name="Control">The operator's order, where one was given.</param>
/// <param name="Risk">Slots and memory, where anything happened.</param>
/// <param name="Monitor">The last tick, where there was one.</param>
/// <param name="Head">How far the scans came, where there was one.</param>
/// <param name="Positions">Open and opening positions by symbol.</param>
public sealed record TradingBook(
    Tagged<OperatorControl>? Control,
    Tagged<RiskBook>? Risk,
    Tagged<MonitorRow>? Monitor,
    Tagged<ScanHead>? Head,
    IReadOnlyList<Tagged<Position>> Positions)
{
    /// <summary>The risk book, empty where nothing happened yet.</summary>
    public RiskBook RiskOrEmpty => Risk?.Value ?? RiskBook.Empty;

    /// <summary>The operator's order, or none.</summary>
    public OperatorControl ControlOrNone => Control?.Value ?? OperatorControl.None;

    /// <summary>What may be done now, and why not more.</summary>
    public TradingState StateAt(DateTimeOffset now) => TradingState.Of(ControlOrNone, RiskOrEmpty, now);

    /// <summary>Reads the whole partition at once.</summary>
    public static async Task<TradingBook> ReadAsync(IEntityStore store, CancellationToken ct)
    {
        Tagged<OperatorControl>? control = null;
        Tagged<RiskBook>? risk = null;
        Tagged<MonitorRow>? monitor = null;
        Tagged<ScanHead>? head = null;
        var positions = new List<Tagged<Position>>();
        foreach (var entity in await store.QueryAsync(StoreLayout.Book, null, null, ct))
        {
            switch (entity.Row)
            {
                case StoreLayout.ControlRow:
                    control = entity.ToDocument(DocumentJson.Default.OperatorControl);
                    break;
                case StoreLayout.RiskRow:
                    risk = entity.ToDocument(DocumentJson.Default.RiskBook);
                    break;
                case StoreLayout.MonitorRow:
                    monitor = entity.ToDocument(DocumentJson.Default.MonitorRow);
                    break;
                case StoreLayout.HeadRow:
                    head = entity.ToDocument(DocumentJson.Default.ScanHead);
                    break;
                case var row when row.StartsWith(StoreLayout.PositionPrefix, StringComparison.Ordinal):
                    positions.Add(entity.ToDocument(DocumentJson.Default.Position));
                    break;
                default:
                    throw new InvalidDataException($"The book holds an unknown row {entity.Row}.");
            }
        }

        return new(control, risk, monitor, head, positions);
    }
}
