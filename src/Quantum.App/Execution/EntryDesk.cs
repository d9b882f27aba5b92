using System.Globalization;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Filters;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Execution;

/// <summary>What became of one wish to enter.</summary>
/// <param name="Outcome">
/// The terminal outcome to write; <see langword="null"/> while the order's fate is open, or when somebody else wrote
/// one.
/// </param>
/// <param name="HasChanged">Whether the book may have changed: the next wish must be judged by a new reading.</param>
/// <param name="LookAgainAt">When it is urgent to look at the position again, UTC.</param>
/// <param name="Claims">Claims made on the signal on the way to a refusal.</param>
/// <param name="Detail">The venue's words about a refusal of its own.</param>
public readonly record struct EntryResult(Reason? Outcome, bool HasChanged, DateTimeOffset? LookAgainAt = null,
    int Claims = 0, string? Detail = null);

/// <summary>
/// Takes one signal from the filters to the venue: judge → size → reserve and put the intent on record in one
/// transaction → send once → protect.
/// </summary>
/// <param name="venue">The venue.</param>
/// <param name="store">Where the book is kept.</param>
/// <param name="keeper">Sends orders and protects positions.</param>
/// <param name="outcomes">Where signals are claimed.</param>
/// <param name="modeGate">Why the mode may not trade.</param>
/// <param name="time">The clock.</param>
/// <param name="settings">All limits.</param>
public sealed class EntryDesk(IVenue venue, IEntityStore store, PositionKeeper keeper, SignalOutcomes outcomes,
    IModeGate modeGate, TimeProvider time, TradingSettings settings)
{
    /// <summary>Takes one signal as far as it goes.</summary>
    /// <param name="signal">A signal without an outcome.</param>
    /// <param name="rules">Its contract.</param>
    /// <param name="quote">Bid and ask now, or <see langword="null"/>.</param>
    /// <param name="book">
    /// A reading of this moment. A refusal rests on it alone; whoever passes is judged again by whatever changed since,
    /// because the reservation writes over the version read.
    /// </param>
    /// <param name="ct">Cancels before the intent is on record; after that the monitor finishes.</param>
    public async Task<EntryResult> EnterAsync(
        Signal signal, SymbolRules rules, Quote? quote, TradingBook book, CancellationToken ct)
    {
        await modeGate.RefreshAsync(ct);
        var (preparedLeverage, claims) = (0, 0);
        for (var attempt = 1; attempt <= DocumentStore.AttemptsMax; attempt++)
        {
            if (attempt > 1) book = await TradingBook.ReadAsync(store, ct);
            if (book.Positions.Any(open => open.Value.Id == signal.Id)) return new(null, true); // Under way already.

            var verdict = Judge(signal, rules, quote, book, out var sizing, out var plan);
            if (!verdict.Passed) return new(verdict.Refusal, attempt > 1, Claims: claims);
            if (quote is null || sizing is null)
                throw new InvalidOperationException("Invariant: passed without a size.");

            if (preparedLeverage != sizing.Leverage)
            {
                if (await PrepareSymbolAsync(signal.Symbol, sizing.Leverage, ct) is { } refusal)
                    return new(refusal.Reason, true, Claims: claims, Detail: refusal.Detail);
                preparedLeverage = sizing.Leverage;
                continue; // The book may have moved while the venue was asked.
            }

            var reserved = Reserve(signal, sizing, book, out var risk);
            if (!reserved.Passed) return new(reserved.Refusal, true, Claims: claims);

            // Claimed after the book was read: a position leaves the book only after its signal has ended, and one
            // that comes later makes the reservation lose its race.
            if (!await outcomes.TryClaimAsync(signal, ct)) return new(null, true);
            claims++;
            var position = Plan(signal, plan, sizing, quote);
            if (await RecordAsync(position, risk, book, ct) is { } written) return await SendAsync(written, ct);
        }

        throw new TimeoutException($"{signal.Symbol}: lost the race for a slot {DocumentStore.AttemptsMax} times.");
    }

    private Verdict Judge(Signal signal, SymbolRules rules, Quote? quote, TradingBook book, out Sizing? sizing,
        out ExitPlan plan)
    {
        sizing = null;
        var now = time.GetUtcNow();
        plan = ExitPlan.For(signal.AtrShare, rules.TickSize, settings.Exit);
        var verdict = EntryFilters.Evaluate(new EntryContext
        {
            Signal = signal,
            Now = now,
            Settings = settings,
            ModeProblem = modeGate.Problem,
            State = book.StateAt(now),
            Risk = book.RiskOrEmpty,
            Account = book.Monitor?.Value.Books,
            ClockOffsetSeconds = book.Monitor?.Value.ClockOffsetSeconds ?? 0,
            Quarantined = (book.Monitor?.Value.Quarantined ?? []).ToHashSet(),
            Quote = quote,
            Plan = plan,
        });
        if (!verdict.Passed) return verdict;

        var expected = signal.Side == Side.Buy ? quote!.Ask : quote!.Bid;
        var factor = signal.Source == SignalSource.RuleRsi ? (decimal)settings.Signal.RuleSizeFactor : 1;
        var input = new SizeInput(book.Monitor!.Value.Books.Equity, book.RiskOrEmpty.MarginInUse, expected, plan,
            factor, rules);
        verdict = PositionSizer.Size(input, settings.Risk, out sizing);
        return verdict.Passed && sizing is not null
            ? LiquidityFilter.Judge(sizing.Notional, signal.CandleQuoteVolume, settings.Market)
            : verdict;
    }

    private async Task<(Reason Reason, string Detail)?> PrepareSymbolAsync(
        Symbol symbol, int leverage, CancellationToken ct)
    {
        try
        {
            return await venue.SetLeverageAsync(symbol, leverage, ct) is { } refusal
                ? (new Reason(ReasonCode.VenueRefused), Text($"a leverage of {leverage} was refused as {refusal}"))
                : null;
        }
        catch (VenueUnavailableException error)
        {
            return (new Reason(ReasonCode.VenueUnavailable), error.Message);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private Verdict Reserve(Signal signal, Sizing sizing, TradingBook book, out RiskBook risk)
    {
        var now = time.GetUtcNow();
        var books = book.Monitor!.Value.Books;
        var slot = new RiskSlot(
            signal.Id, signal.Symbol, signal.Side, sizing.Notional, sizing.Margin, sizing.Risk, now);
        var verdict = book.RiskOrEmpty.Reserve(
            slot, new DayEquity(books.Equity, books.DayStartEquity, books.WalletBalance), settings.Risk, out risk);
        risk = risk.NoteEntry(now);
        return verdict;
    }

    private Position Plan(Signal signal, ExitPlan plan, Sizing sizing, Quote quote)
    {
        var now = time.GetUtcNow();
        var id = ClientOrderId.For(settings.Execution.Account, signal.Id, OrderLeg.Entry, 0);
        var entry = OrderRequest.Entry(id, signal.Symbol, signal.Side, sizing.Quantity);
        return new Position
        {
            Signal = signal,
            Plan = plan,
            Leverage = sizing.Leverage,
            ExpectedPrice = signal.Side == Side.Buy ? quote.Ask : quote.Bid,
            PlannedAt = now,
            Orders = [OrderRecord.Prepare(entry, OrderLeg.Entry, now)],
        };
    }

    /// <summary>Slot and intent in one transaction: there is no moment with one and without the other.</summary>
    private async Task<Tagged<Position>?> RecordAsync(
        Position position, RiskBook risk, TradingBook book, CancellationToken ct)
    {
        var row = StoreLayout.Position(position.Symbol);
        var isWritten = await store.TryWriteAsync(StoreLayout.Book,
        [
            DocumentStore.Put(StoreLayout.RiskRow, risk, book.Risk?.Etag, DocumentJson.Default.RiskBook),
            new EntityWrite.Insert(row, DocumentStore.ToBytes(position, DocumentJson.Default.Position)),
        ], ct);
        return isWritten
            ? await store.ReadAsync(StoreLayout.Book, row, DocumentJson.Default.Position, ct)
            : null;
    }

    private async Task<EntryResult> SendAsync(Tagged<Position> written, CancellationToken ct)
    {
        var sent = await keeper.SendAsync(written, written.Value.Entry, ct);
        if (sent is null) return new(null, true);
        if (sent.Value.EntryPrice is { } price) await NoteSlippageAsync(sent.Value, price, ct);
        var kept = await keeper.KeepAsync(sent, CloseType.None, reading: null, ct);
        var outcome = sent.Value.EnteredQuantity > 0 ? new Reason(ReasonCode.OrderFilled) : (Reason?)null;
        return new(outcome, true, kept.LookAgainAt);
    }

    private Task NoteSlippageAsync(Position position, Price price, CancellationToken ct)
    {
        var bps = Core.Accounting.Trade.SlippageOf(position, price);
        return store.UpdateAsync(StoreLayout.Book, StoreLayout.RiskRow, DocumentJson.Default.RiskBook,
            risk => risk is null ? Change<RiskBook>.Nothing : new(risk.NoteSlippage(bps)), ct);
    }
}
