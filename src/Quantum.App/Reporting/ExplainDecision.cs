using System.Globalization;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Reporting;

/// <summary>Why one symbol did what it did in one minute.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Minute">The scan minute.</param>
/// <param name="Record">
/// Its record; <see langword="null"/> where the minute was not scanned or the symbol not listed.
/// </param>
/// <param name="Signal">Its signal with the outcome, where there was one.</param>
/// <param name="Position">The position that is still open from it.</param>
/// <param name="Trade">The trade that came of it.</param>
/// <param name="Sentences">The story in plain words, in order.</param>
public sealed record WhyReport(Symbol Symbol, Minute Minute, DecisionRecord? Record, SignalRow? Signal,
    Position? Position, Trade? Trade, IReadOnlyList<string> Sentences);

/// <summary>Reads one page of the ledger and, where a signal came of it, what became of that.</summary>
/// <param name="store">Signals, positions, trades, outages.</param>
/// <param name="blobs">Pages.</param>
public sealed class ExplainDecision(IEntityStore store, IBlobStore blobs)
{
    /// <summary>Explains one symbol in one minute.</summary>
    public async Task<WhyReport> HandleAsync(Symbol symbol, Minute minute, CancellationToken ct)
    {
        if (await blobs.ReadAsync(StoreLayout.Ledger(minute), ct) is not { } bytes)
            return new(symbol, minute, null, null, null, null, [await NotScannedAsync(minute, ct)]);

        var record = LedgerCodec.Decode(bytes).Records.FirstOrDefault(candidate => candidate.Symbol == symbol);
        if (record is null)
            return new(symbol, minute, null, null, null, null, [await NotWatchedAsync(symbol, minute, ct)]);
        if (record.Outcome != DecisionOutcome.Queued)
            return new(symbol, minute, record, null, null, null, [About(record, minute), .. Decided(record)]);

        var signal = (await store.QueryAsync(StoreLayout.Signals(minute), null, null, ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.SignalRow).Value)
            .FirstOrDefault(row => row.Signal.Symbol == symbol);
        var trade = signal is null ? null : await store.ReadAsync(
            StoreLayout.Trades(minute), StoreLayout.Trade(signal.Signal), DocumentJson.Default.Trade, ct);
        var open = signal is null ? null : await store.ReadAsync(
            StoreLayout.Book, StoreLayout.Position(symbol), DocumentJson.Default.Position, ct);
        var position = open?.Value.Id == signal?.Signal.Id ? open?.Value : null;
        return new(symbol, minute, record, signal, position, trade?.Value,
            [About(record, minute), .. Decided(record), .. Followed(signal, position, trade?.Value)]);
    }

    /// <summary>The last minute that was scanned; <see langword="null"/> before the first.</summary>
    public async Task<Minute?> LastScannedAsync(CancellationToken ct)
    {
        var head = await store.ReadAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, ct);
        return head is { } known && known.Value.Last >= known.Value.First ? known.Value.Last : null;
    }

    /// <summary>What is not watched has no record; the day's choice tells why, once for all minutes.</summary>
    private async Task<string> NotWatchedAsync(Symbol symbol, Minute minute, CancellationToken ct)
    {
        var rows = await store.QueryAsync(
            StoreLayout.Universe, StoreLayout.UniverseOf(minute, 0), StoreLayout.UniverseOf(minute + 1_440, 0), ct);
        foreach (var entity in rows.Reverse())
        {
            var row = entity.ToDocument(DocumentJson.Default.UniverseRow).Value;
            if (row.LeftOut.FirstOrDefault(contract => contract.Symbol == symbol) is { } found)
                return $"{symbol} was not watched at {minute} ({found.Reason.Short}): {found.Reason.Sentence}";
        }

        return $"{symbol} was not listed at {minute}.";
    }

    private async Task<string> NotScannedAsync(Minute minute, CancellationToken ct)
    {
        foreach (var entity in await store.QueryAsync(StoreLayout.Outages, null, null, ct))
        {
            var outage = entity.ToDocument(DocumentJson.Default.ScanOutage).Value;
            if (minute >= outage.From && minute <= outage.To)
                return $"The system was off from {outage.From} to {outage.To}; nothing was decided at {minute}.";
        }

        var head = await store.ReadAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, ct);
        if (head is null || minute > head.Value.Last) return $"{minute} has not been scanned yet.";
        return head.Value.KeptFrom is { } kept && minute < kept && minute >= head.Value.First
            ? $"The records of {minute} are no longer kept (Data:HistoryDays); the oldest are of {kept}."
            : $"{minute} was not scanned: it is before the first scan.";
    }

    private static string About(DecisionRecord record, Minute minute)
    {
        var close = record.Close > 0 ? Text($"closed at {record.Close}") : "had no candle";
        var rsi = double.IsNaN(record.Rsi) ? "" : Text($", RSI(14) {record.Rsi:0.00}");
        return $"{record.Symbol} at {minute}: the candle of {minute - 1} {close}{rsi}.";
    }

    private static IEnumerable<string> Decided(DecisionRecord record)
    {
        if (record.ModelSilence != ReasonCode.None)
            yield return $"No model spoke: {TradeDiagnosis.What(record.ModelSilence)}"
                + (record.Source == SignalSource.RuleRsi ? " The RSI rule decided." : "");
        if (record.Model is { } model)
            yield return Text($"Model {record.ModelVersion} says {Words(model.Ensemble)}: ")
                + Text($"XGBoost {Words(model.XgBoost)}; TFT {Words(model.Tft)}. ")
                + (record.Rule.Side == Side.None ? "The RSI rule has no wish."
                    : Text($"The RSI rule would {Verb(record.Rule.Side)} with {record.Rule.Confidence:0.00}."));
        yield return record.Outcome switch
        {
            DecisionOutcome.Hold => $"HOLD ({record.Reason.Short}): {record.Reason.Sentence}",
            DecisionOutcome.Refused => $"REFUSED ({record.Reason.Short}): {record.Reason.Sentence}",
            _ => Text($"{record.Side.ToString().ToUpperInvariant()} signal from {record.Source.Name()} with ")
                + Text($"confidence {record.Confidence:0.0000} (at least {record.Reason.Limit} needed): queued."),
        };
    }

    private static string Words(ClassScores scores) =>
        Text($"down {scores.Down:0.000}, flat {scores.Flat:0.000}, up {scores.Up:0.000}");

    private static string Verb(Side side) => side == Side.Buy ? "buy" : "sell";

    private static IEnumerable<string> Followed(SignalRow? signal, Position? position, Trade? trade)
    {
        if (signal is null)
        {
            yield return "Its signal row is missing.";
            yield break;
        }

        if (signal.Outcome is not { } outcome) yield return "The signal has no outcome yet.";
        else if (outcome.Code == ReasonCode.OrderFilled) yield return "EXECUTED: the order was filled.";
        else
            yield return $"The executor REFUSED it ({outcome.Short}): {outcome.Sentence}"
                + (signal.Detail is { Length: > 0 } words ? $" The venue's words: {words}" : "");
        if (position is { EntryPrice: { } entry })
            yield return Text($"The position is open: {position.HeldQuantity} at {entry}, ")
                + Text($"stop at {position.StopTarget}.");
        if (trade is null) yield break;
        yield return Text($"Entered {trade.Quantity} at {trade.EntryPrice:0.########} ({trade.OpenedAt:HH:mm:ss}), ")
            + Text($"left at {trade.ExitPrice:0.########} ({trade.ClosedAt:HH:mm:ss}) by {trade.Close.Words()}: ")
            + Text($"{trade.RealisedPnl:+0.00;-0.00} before cost, {trade.Fees:0.00} fees, ")
            + Text($"{trade.Funding:+0.00;-0.00;0.00} funding, {trade.NetPnl:+0.00;-0.00} net.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
