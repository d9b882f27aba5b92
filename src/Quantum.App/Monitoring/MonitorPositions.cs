using System.Runtime.ExceptionServices;
using Quantum.App.Execution;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Risk;
using Quantum.Core.Settings;

namespace Quantum.App.Monitoring;

/// <summary>What a tick of the monitor did.</summary>
/// <param name="Positions">Positions looked after.</param>
/// <param name="Trades">Positions settled.</param>
/// <param name="IsReconciled">Whether the venue answered and the tick is complete.</param>
/// <param name="LookAgainAt">
/// When it is urgent to look again, UTC; <see langword="null"/> where the next tick is soon enough.
/// </param>
public sealed record MonitorReport(
    int Positions, IReadOnlyList<Trade> Trades, bool IsReconciled, DateTimeOffset? LookAgainAt = null);

/// <summary>
/// Every ten seconds: read the account, keep every position, clean up orphans, quarantine what is foreign, balance the
/// books, judge the breakers, sweep the signals. Several may run at once.
/// </summary>
/// <param name="venue">The venue.</param>
/// <param name="marketData">The venue's clock.</param>
/// <param name="store">The book.</param>
/// <param name="keeper">Keeps one position.</param>
/// <param name="sweep">Sweeps signals.</param>
/// <param name="time">The clock.</param>
/// <param name="settings">All limits.</param>
/// <param name="modeGate">The mode's preflight, repeated here after everything that guards positions is done.</param>
public sealed class MonitorPositions(IVenue venue, IMarketData marketData, IEntityStore store, PositionKeeper keeper,
    SignalSweep sweep, TimeProvider time, TradingSettings settings, IModeGate modeGate)
{
    private static readonly TimeSpan HalfMinute = TimeSpan.FromSeconds(30);
    private readonly AlarmJournal _alarms = new(store, settings);
    private readonly LastingAlarms _lasting = new(store, settings);

    /// <summary>One tick.</summary>
    /// <param name="ct">Cancels between positions.</param>
    public async Task<MonitorReport> RunAsync(CancellationToken ct)
    {
        var book = await TradingBook.ReadAsync(store, ct);
        AccountSnapshot snapshot;
        double offset;
        try
        {
            var venueTime = await marketData.ReadVenueTimeAsync(ct);
            offset = (time.GetUtcNow() - venueTime).TotalSeconds;
            snapshot = await venue.ReadAccountAsync(ct);
        }
        catch (VenueUnavailableException error)
        {
            var soon = await KeepUrgentAsync(book, ct);
            await NoteUnreachableAsync(book, error, ct);
            await modeGate.RefreshAsync(ct);
            return new(book.Positions.Count, [], IsReconciled: false, soon);
        }

        var trades = new List<Trade>();
        var hasActed = false;
        DateTimeOffset? lookAgainAt = null;
        ExceptionDispatchInfo? failure = null;
        foreach (var position in book.Positions)
        {
            try
            {
                var kept = await KeepAsync(position, snapshot, book, ct);
                if (kept.Trade is not null) trades.Add(kept.Trade);
                hasActed |= kept.HasActed;
                lookAgainAt = kept.LookAgainAt ?? lookAgainAt;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failure ??= ExceptionDispatchInfo.Capture(error); // The other positions need their stops all the same.
                hasActed = true;
            }
        }

        await CancelOrphansAsync(book, snapshot, ct);

        // The books are balanced on what the account is now. What was entered since the book was read is ours, not
        // foreign: a second look decides.
        if (hasActed) snapshot = await venue.ReadAccountAsync(ct);
        if (hasActed || Foreign(book, snapshot).Count > 0) book = await TradingBook.ReadAsync(store, ct);
        await CloseTickAsync(book, snapshot, offset, trades, ct);
        await modeGate.RefreshAsync(ct);
        failure?.Throw();
        return new(book.Positions.Count, trades, IsReconciled: true, lookAgainAt);
    }

    /// <summary>
    /// A reading that failed says nothing about orders: what is naked is guarded or closed without it, and an entry
    /// that was not there before is asked about all the same.
    /// </summary>
    private async Task<DateTimeOffset?> KeepUrgentAsync(TradingBook book, CancellationToken ct)
    {
        DateTimeOffset? soon = null;
        foreach (var position in book.Positions.Where(open =>
            open.Value.IsUrgent(time.GetUtcNow()) || open.Value.Entry.NeedsEvidence))
        {
            var kept = await keeper.KeepAsync(position, CloseType.None, reading: null, ct);
            soon = kept.LookAgainAt ?? soon;
        }

        return soon;
    }

    private async Task<KeepReport> KeepAsync(
        Tagged<Position> position, AccountSnapshot snapshot, TradingBook book, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var held = position.Value;
        var seen = snapshot.PositionIn(held.Symbol);
        var next = FlatReadings.Note(held, seen is null, snapshot.At, settings.Execution);
        if (seen is not null && book.StateAt(now).Kind != TradingStateKind.Halted)
            next = next.Refresh(now).Trail(seen.MarkPrice, now, settings.Exit);
        AccountSnapshot? reading = snapshot;
        if (!Equals(next, held))
        {
            var isWritten = await store.TryWriteAsync(StoreLayout.Book,
                [DocumentStore.Put(position.Row, next, position.Etag, DocumentJson.Default.Position)], ct);
            var read = await store.ReadAsync(StoreLayout.Book, position.Row, DocumentJson.Default.Position, ct);
            if (read?.Value.Id != held.Id) return new(null, true); // Somebody else settled it.

            // Somebody else moved it on, and may have died since; or the client library met its own write. What is
            // naked is guarded all the same, but not by a reading that is older than what was read just now.
            if (!isWritten) reading = null;
            position = read;
        }

        return await keeper.KeepAsync(position, CloseRequest(position.Value, book, now), reading, ct);
    }

    private CloseType CloseRequest(Position position, TradingBook book, DateTimeOffset now)
    {
        // While the order stands, every position goes: also one that an executor entered before it saw the order.
        return book.ControlOrNone.ClosesAll
            ? CloseType.Flatten
            : position.Overdue(now, settings.Exit);
    }

    /// <summary>Orders of ours that guard nothing any more: their position is settled.</summary>
    private async Task CancelOrphansAsync(TradingBook book, AccountSnapshot snapshot, CancellationToken ct)
    {
        var ours = snapshot.ConditionalOrders.Concat(snapshot.OpenOrders).Where(IsOurs).ToList();
        if (WithoutPosition(ours, book).Count == 0) return;

        // The book was read before the venue was. What was entered in between is no orphan, and every order that the
        // venue showed had its intent on record by then: so a second look decides.
        foreach (var order in WithoutPosition(ours, await TradingBook.ReadAsync(store, ct)))
            await venue.CancelAsync(order.Symbol, order.Id, order.IsConditional, ct);
    }

    private static List<VenueOrder> WithoutPosition(List<VenueOrder> orders, TradingBook book)
    {
        var kept = book.Positions.SelectMany(position => position.Value.Orders).Select(order => order.Id).ToHashSet();
        return [.. orders.Where(order => !kept.Contains(order.Id))];
    }

    private bool IsOurs(VenueOrder order) => order.Id.BelongsTo(settings.Execution.Account);

    /// <summary>Books, breakers, quarantine and sweep, written over the version read.</summary>
    private async Task CloseTickAsync(
        TradingBook book, AccountSnapshot snapshot, double offset, List<Trade> trades, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= DocumentStore.AttemptsMax; attempt++)
        {
            if (attempt > 1) book = await TradingBook.ReadAsync(store, ct);
            var now = time.GetUtcNow();
            var before = book.Monitor?.Value;
            var books = await BalanceAsync(before?.Books, snapshot, ct);
            var swept = await sweep.SweepAsync(book.Head?.Value, before?.SweptTo, before?.Tally,
                book.Positions.ToDictionary(position => position.Value.Id, position => position.Value), now, ct);
            var row = new MonitorRow
            {
                Books = books,
                TickAt = now,
                ClockOffsetSeconds = offset,
                Quarantined = Foreign(book, snapshot),
                SweptTo = swept.To,
                Tally = swept.Tally,
                UnprotectedSecondsMax = Longest(before, book, trades),
                Marks = [.. snapshot.Positions.Select(held => new HeldMark(held.Symbol, held.MarkPrice))],
            };
            var signs = await SignsAsync(book, before, now, ct);
            var risk = BreakerRules.Judge(book.RiskOrEmpty, row.Books, settings, now, signs);
            await _alarms.RaiseAsync([.. book.Positions.Select(position => position.Value)], risk, now, ct);
            row = row with { Standing = await _lasting.StandAsync(book, row, trades, IsMiddle(before, now), now, ct) };
            var writes = new List<EntityWrite>
            {
                DocumentStore.Put(StoreLayout.MonitorRow, row, book.Monitor?.Etag, DocumentJson.Default.MonitorRow),
            };
            if (!ReferenceEquals(risk, book.RiskOrEmpty))
            {
                var etag = book.Risk?.Etag;
                writes.Add(DocumentStore.Put(StoreLayout.RiskRow, risk, etag, DocumentJson.Default.RiskBook));
            }

            if (!await store.TryWriteAsync(StoreLayout.Book, writes, ct)) continue;

            await NoteEquityAsync(before, row, ct);
            return;
        }

        throw new TimeoutException($"The monitor lost the write race {DocumentStore.AttemptsMax} times.");
    }

    private async Task<AccountBooks> BalanceAsync(AccountBooks? books, AccountSnapshot snapshot, CancellationToken ct)
    {
        if (books is null)
        {
            // Older rows are in the balance already; an account with years of them would fill the answer's page.
            var rows = await venue.ReadIncomeAsync(snapshot.At.AddMinutes(-1), null, ct);
            return AccountBooks.Open(snapshot, rows.Count > 0 ? rows[^1].Sequence : 0);
        }

        // The rows are read only when money moved: the balance is the cheap witness.
        var income = snapshot.WalletBalance != books.WalletBalance || !books.IsBalanced
            ? await venue.ReadIncomeAsync(books.IncomeFrom, null, ct)
            : [];
        return books.With(snapshot, income);
    }

    private List<Symbol> Foreign(TradingBook book, AccountSnapshot snapshot)
    {
        var ours = book.Positions.Select(position => position.Value.Symbol).ToHashSet();
        return
        [
            .. snapshot.Positions.Select(position => position.Symbol).Where(symbol => !ours.Contains(symbol))
                .Concat(snapshot.OpenOrders.Concat(snapshot.ConditionalOrders).Where(order => !IsOurs(order))
                    .Select(order => order.Symbol))
                .Distinct().Order(),
        ];
    }

    private static double Longest(MonitorRow? before, TradingBook book, List<Trade> trades) =>
        trades.Select(trade => trade.UnprotectedSecondsMax)
            .Concat(book.Positions.Select(position => position.Value.UnprotectedSecondsMax))
            .Concat(book.RiskOrEmpty.Exits.Select(exit => exit.UnprotectedSeconds ?? 0)) // whoever closed them
            .Append(before?.UnprotectedSecondsMax ?? 0).Max();

    private async Task NoteEquityAsync(MonitorRow? before, MonitorRow row, CancellationToken ct)
    {
        var minute = Minute.Of(row.TickAt);
        if (before is not null && Minute.Of(before.TickAt) >= minute) return;
        await store.TryInsertAsync(StoreLayout.Equity(minute), minute.Key,
            new EquityPoint(minute, row.Books.Equity, row.Books.WalletBalance), DocumentJson.Default.EquityPoint, ct);
    }

    /// <summary>
    /// A venue that cannot be reached is no error of an order: entries end because the account is no longer reconciled,
    /// and begin again by themselves. Only one that asked for fewer requests puts a breaker out.
    /// </summary>
    private async Task NoteUnreachableAsync(TradingBook book, VenueUnavailableException error, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var problem = error.Message;
        var before = book.Monitor?.Value.Standing;
        var standing = book.Monitor?.Value is { } known
            ? await _lasting.StandAsync(book, known, [], isDue: false, now, ct)
            : null;
        await store.UpdateAsync(StoreLayout.Book, StoreLayout.MonitorRow, DocumentJson.Default.MonitorRow,
            row => row is null
                ? Change<MonitorRow>.Nothing
                : new(row with { VenueProblem = problem, Standing = row.StandingAfter(before, standing) }), ct);
        var signs = await SignsAsync(book, book.Monitor?.Value, now, ct);
        var risk = await store.UpdateAsync(StoreLayout.Book, StoreLayout.RiskRow, DocumentJson.Default.RiskBook,
            known =>
            {
                var noted = known ?? RiskBook.Empty;
                if (error.Silence is VenueSilence.RateLimited or VenueSilence.Banned)
                    noted = noted.NoteRateLimit(now, error.RetryAfter, settings.Breaker);
                var next = BreakerRules.Judge(noted, null, settings, now, signs);
                return ReferenceEquals(next, known) ? Change<RiskBook>.Nothing : new(next);
            }, ct);
        await _alarms.RaiseAsync(
            [.. book.Positions.Select(position => position.Value)], risk ?? RiskBook.Empty, now, ct);
    }

    /// <summary>
    /// Faults are counted once a minute, for their rows carry no finer time; and in the middle of it, for the first
    /// tick of a minute has equity to write and signals to sweep.
    /// </summary>
    private async Task<SystemSigns> SignsAsync(
        TradingBook book, MonitorRow? before, DateTimeOffset now, CancellationToken ct)
    {
        var unknown = UnknownOrder.In(book.Positions.Select(position => position.Value), now);
        var from = Minute.Of(now - BreakerRules.FaultsWindow).Key;
        var faults = IsMiddle(before, now) ? (await store.QueryAsync(StoreLayout.Faults, from, null, ct)).Count : 0;
        return new(faults, unknown.Count > 0 ? unknown[0].SecondsAt(now) : 0);
    }

    private static bool IsMiddle(MonitorRow? before, DateTimeOffset now) =>
        before is null || Minute.Of(before.TickAt + HalfMinute) < Minute.Of(now + HalfMinute);
}
