using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;

namespace Quantum.App.Execution;

/// <summary>What a walk did.</summary>
/// <param name="Trade">The trade when the walk settled the position.</param>
/// <param name="HasActed">Whether it changed anything at the venue or found that somebody else had.</param>
/// <param name="LookAgainAt">
/// When it is urgent to look again, UTC; <see langword="null"/> where the monitor's next tick is soon enough.
/// </param>
public readonly record struct KeepReport(Trade? Trade, bool HasActed, DateTimeOffset? LookAgainAt = null);

/// <summary>
/// Walks the guard's steps for one position: intent on record, one send, evidence. The executor calls it after an entry
/// and the monitor every tick, so that whatever a crash left half done is finished by the same code.
/// </summary>
/// <param name="venue">The venue.</param>
/// <param name="store">Where positions are kept.</param>
/// <param name="outcomes">Where signals end.</param>
/// <param name="time">The clock.</param>
/// <param name="settings">All limits.</param>
public sealed class PositionKeeper(
    IVenue venue, IEntityStore store, SignalOutcomes outcomes, TimeProvider time, TradingSettings settings)
{
    /// <summary>
    /// More steps than any position needs in one run, one question about each order apart; reaching it means that the
    /// guard goes in circles.
    /// </summary>
    public const int StepsMax = 32;

    /// <summary>Walks until the guard rests or the position is settled.</summary>
    /// <param name="position">The position as read.</param>
    /// <param name="closeRequest">Why it must be closed now; None when nothing asks for it.</param>
    /// <param name="reading">
    /// The account, read after <paramref name="position"/> was; <see langword="null"/> where nobody read it. What our
    /// books hold and it does not show is asked about.
    /// </param>
    /// <param name="ct">Cancels between steps.</param>
    /// <exception cref="InvalidOperationException">Invariant: the guard did not come to rest.</exception>
    public async Task<KeepReport> KeepAsync(
        Tagged<Position> position, CloseType closeRequest, AccountSnapshot? reading, CancellationToken ct)
    {
        var questions = new Questions();
        var isFlatAtVenue = position.Value.HeldQuantity > 0 && reading is not null
            && reading.PositionIn(position.Value.Symbol) is null;
        var missing = MissingFrom(reading, position.Value);
        var current = await SaveAsync(position, held => held.Refresh(time.GetUtcNow()), ct);
        var steps = StepsMax + (current?.Value.Orders.Count ?? 0); // Each open order may be asked about once.
        for (var step = 0; current is not null && step < steps; step++)
        {
            var view = new GuardView(time.GetUtcNow(), settings.Execution.Account, settings.Exit, closeRequest,
                isFlatAtVenue, questions.Asked)
            {
                Missing = missing, NextLook = PositionUpkeep.NextLook(time.GetUtcNow()),
            };
            switch (PositionGuard.Next(current.Value, view))
            {
                case GuardStep.Rest:
                    return new(null, step > 0, LookAgain(current.Value, questions));
                case GuardStep.Settle settle:
                    return new(await SettleAsync(current, settle.Closing, ct), true);
                case GuardStep.Ask ask:
                    current = await AskAsync(current, ask.Order, questions, ct);
                    break;
                case GuardStep.Cancel cancel:
                    current = await CancelAsync(current, cancel.Order, questions, ct);
                    break;
                case GuardStep.Place place:
                    current = await PlaceAsync(current, place, ct);
                    break;
            }
        }

        return current is null
            ? new(null, true) // Somebody else settled it.
            : throw new InvalidOperationException(
                $"Invariant: {current.Value.Symbol} did not rest in {steps} steps.");
    }

    /// <summary>
    /// Sends an order whose intent this caller has just put on record, once, and records what is known then. Nobody
    /// else
    /// may send it: an intent found in the store is asked about, never sent.
    /// </summary>
    public async Task<Tagged<Position>?> SendAsync(Tagged<Position> position, OrderRecord order, CancellationToken ct)
    {
        var outcome = await venue.SubmitAsync(order.Request, ct);
        var now = time.GetUtcNow();
        await NoteAsync(outcome, now, ct);
        return await ChangeAsync(position, order.Id, known => outcome switch
        {
            SubmitOutcome.Accepted accepted => known.Seen(accepted.Order),
            // The client library repeats what it saw no answer to, and then meets its own order: only the order tells.
            SubmitOutcome.Refused { Refusal: VenueRefusal.DuplicateId or VenueRefusal.StopExists } echo =>
                known.BecameUnknown(echo.Detail),
            SubmitOutcome.Refused refused => known.RefusedBy(refused.Refusal, refused.Detail, now),
            SubmitOutcome.Unknown unknown => known.BecameUnknown(unknown.Detail),
            _ => throw new InvalidOperationException($"Invariant: a submit was {outcome}."),
        }, ct);
    }

    private async Task<Tagged<Position>?> PlaceAsync(
        Tagged<Position> position, GuardStep.Place place, CancellationToken ct)
    {
        var intent = OrderRecord.Prepare(place.Request, place.Leg, time.GetUtcNow());
        var next = position.Value.With(intent) with
        {
            Closing = place.Closing != CloseType.None ? place.Closing : position.Value.Closing,
        };

        // Only the writer of the intent may send. Losing the race means that somebody else moved the position on.
        if (!await store.TryWriteAsync(StoreLayout.Book, [Put(position.Row, next, position.Etag)], ct))
            return await ReadAsync(position, ct);
        var written = await ReadAsync(position, ct);
        return written is null ? null : await SendAsync(written, intent, ct);
    }

    private async Task<Tagged<Position>?> AskAsync(
        Tagged<Position> position, OrderRecord order, Questions questions, CancellationToken ct)
    {
        questions.Asked.Add(order.Id);
        var found = await venue.FindAsync(order.Request.Symbol, order.Id, order.Request.IsConditional, ct);
        if (found is FindOutcome.Unknown)
        {
            questions.Unanswered.Add(order.Id);
            return position;
        }

        var isUnchanged = found is not FindOutcome.Absent || await IsUnchangedAsync(position.Value, order, ct);
        var now = time.GetUtcNow();
        return await ChangeAsync(position, order.Id, known => found is FindOutcome.Found seen
            ? known.Seen(seen.Order)
            : known.NotFound(now, isUnchanged, settings.Execution.AbsentReadsMin,
                TimeSpan.FromSeconds(settings.Execution.AbsentMinSeconds)), ct);
    }

    private async Task<Tagged<Position>?> CancelAsync(
        Tagged<Position> position, OrderRecord order, Questions questions, CancellationToken ct)
    {
        await venue.CancelAsync(order.Request.Symbol, order.Id, order.Request.IsConditional, ct);

        // Whatever the cancel said, only the order itself tells whether it was filled before.
        return await AskAsync(position, order, questions, ct);
    }

    /// <summary>An entry that the venue did not answer about may have arrived, whatever it said before.</summary>
    private DateTimeOffset? LookAgain(Position position, Questions questions)
    {
        var now = time.GetUtcNow();
        var isUrgent = position.IsUrgent(now) || questions.Unanswered.Contains(position.Entry.Id);
        return isUrgent ? now + PositionUpkeep.LookAgainAfter : null;
    }

    private static HashSet<ClientOrderId> MissingFrom(AccountSnapshot? reading, Position position) => reading is null
        ? []
        : [.. position.Orders.Where(order => order.State == OrderState.Working && order.Request.IsConditional)
            .Select(order => order.Id).Except(reading.ConditionalOrders.Select(order => order.Id))];

    /// <summary>
    /// Absence counts only together with a position that our settled orders explain. Where the venue deleveraged or
    /// liquidated it, no order explains it ever again: then an order that can only reduce is done for once nothing is
    /// left to reduce.
    /// </summary>
    private async Task<bool> IsUnchangedAsync(Position position, OrderRecord order, CancellationToken ct)
    {
        try
        {
            var held = (await venue.ReadAccountAsync(ct)).PositionIn(position.Symbol)?.Quantity.Base ?? 0;
            return held == position.HeldQuantity
                || held == 0 && (order.Request.ReduceOnly || order.Request.ClosePosition);
        }
        catch (VenueUnavailableException)
        {
            return false;
        }
    }

    private async Task<Trade?> SettleAsync(Tagged<Position> position, CloseType closing, CancellationToken ct)
    {
        var (held, now) = (position.Value, time.GetUtcNow());
        Trade? trade = null;
        if (closing == CloseType.NeverOpened)
        {
            var isLapsed = held.Entry.State == OrderState.Lapsed;
            var reason = new Reason(isLapsed ? ReasonCode.OrderLapsed : ReasonCode.VenueRefused);
            await outcomes.EndAsync(held.Signal, reason, held.Entry.Detail, ct);
        }
        else
        {
            var opened = held.FilledFrom ?? held.OpenedAt ?? held.PlannedAt;
            trade = Trade.Of(held, closing, await venue.ReadIncomeAsync(opened, held.Symbol, ct), now);
            await outcomes.EndAsync(held.Signal, new Reason(ReasonCode.OrderFilled), ct);

            // The trade goes first: a crash before the slot is freed repeats this and finds the trade written.
            await store.TryInsertAsync(StoreLayout.Trades(held.Signal.Minute), StoreLayout.Trade(held.Signal), trade,
                DocumentJson.Default.Trade, ct);
        }

        // The venue forgets orders after days; the settled position keeps them all.
        await store.TryInsertAsync(StoreLayout.Settled(held.Signal.Minute), StoreLayout.Trade(held.Signal), held,
            DocumentJson.Default.Position, ct);
        await ReleaseAsync(position, trade, now, ct);
        return trade;
    }

    private async Task ReleaseAsync(Tagged<Position> position, Trade? trade, DateTimeOffset now, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= DocumentStore.AttemptsMax; attempt++)
        {
            var book = await TradingBook.ReadAsync(store, ct);
            var current = book.Positions.FirstOrDefault(open => open.Value.Id == position.Value.Id);
            if (current is null) return; // Somebody else freed it.
            var note = trade is null ? null : new ExitNote(trade.Symbol, trade.ClosedAt, trade.NetShare, trade.Close,
                position.Value.Id, trade.UnprotectedSecondsMax);
            var risk = book.RiskOrEmpty.Release(position.Value.Id, note, now);
            if (await store.TryWriteAsync(StoreLayout.Book,
                [
                    new EntityWrite.Delete(current.Row, current.Etag),
                    DocumentStore.Put(StoreLayout.RiskRow, risk, book.Risk?.Etag, DocumentJson.Default.RiskBook),
                ], ct))
                return;
        }

        throw new TimeoutException($"{position.Value.Symbol}: lost the race for its slot too often.");
    }

    private Task<Tagged<Position>?> ChangeAsync(Tagged<Position> position, ClientOrderId id,
        Func<OrderRecord, OrderRecord> change, CancellationToken ct) =>
        SaveAsync(position, held =>
        {
            var known = held.Orders.First(order => order.Id == id);
            var next = change(known);
            return (ReferenceEquals(next, known) ? held : held.Replacing(next)).Refresh(time.GetUtcNow());
        }, ct);

    /// <summary>
    /// Applies a pure change over the newest version; <see langword="null"/> when the position is settled.
    /// </summary>
    private async Task<Tagged<Position>?> SaveAsync(
        Tagged<Position> position, Func<Position, Position> change, CancellationToken ct)
    {
        var current = position;
        for (var attempt = 1; attempt <= DocumentStore.AttemptsMax; attempt++)
        {
            var next = change(current.Value);
            if (next == current.Value) return current;
            var isWritten = await store.TryWriteAsync(StoreLayout.Book, [Put(current.Row, next, current.Etag)], ct);
            if (await ReadAsync(current, ct) is not { } read) return null;
            if (isWritten) return read;
            current = read;
        }

        throw new TimeoutException($"{position.Value.Symbol}: lost the write race {DocumentStore.AttemptsMax} times.");
    }

    /// <summary>The newest version of the same position; another one in the same symbol is not it.</summary>
    private async Task<Tagged<Position>?> ReadAsync(Tagged<Position> position, CancellationToken ct)
    {
        var read = await store.ReadAsync(StoreLayout.Book, position.Row, DocumentJson.Default.Position, ct);
        return read?.Value.Id == position.Value.Id ? read : null;
    }

    /// <summary>What the breakers must hear of an outcome.</summary>
    private async Task NoteAsync(SubmitOutcome outcome, DateTimeOffset now, CancellationToken ct)
    {
        Func<RiskBook, RiskBook>? note = outcome switch
        {
            SubmitOutcome.Refused { Refusal: VenueRefusal.RateLimited } =>
                risk => risk.NoteRateLimit(now, null, settings.Breaker),
            SubmitOutcome.Refused { Refusal: VenueRefusal.WouldTriggerImmediately or VenueRefusal.StopExists
                or VenueRefusal.NothingToReduce } => null, // The venue works, and said something about the market.
            SubmitOutcome.Refused or SubmitOutcome.Unknown => risk => risk.NoteVenueError(now),
            _ => null,
        };
        if (note is null) return;
        await store.UpdateAsync(StoreLayout.Book, StoreLayout.RiskRow, DocumentJson.Default.RiskBook,
            risk => note(risk ?? RiskBook.Empty) is var next && ReferenceEquals(next, risk)
                ? Change<RiskBook>.Nothing
                : new(next), ct);
    }

    private static EntityWrite.Replace Put(string row, Position position, Etag etag) =>
        new(row, DocumentStore.ToBytes(position, DocumentJson.Default.Position), etag);

    /// <summary>What a run asked the venue, and about what it gave no answer.</summary>
    private sealed class Questions
    {
        public HashSet<ClientOrderId> Asked { get; } = [];

        public HashSet<ClientOrderId> Unanswered { get; } = [];
    }
}
