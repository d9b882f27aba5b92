using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Venues;

/// <summary>
/// Brings a book up to an instant: reads what prices did since, and lets them act in the order of time. It always
/// starts from the instant that the stored account names, so that every process cuts the stretches alike.
/// </summary>
internal static class CatchUp
{
    /// <summary>
    /// Rows after which the catch-up stops to be written down. One step adds at most 3 rows for each of the 10 resting
    /// orders of a symbol, 3 for a liquidation and its fundings; a command adds 4; the state is one more: below the 100
    /// writes of a transaction.
    /// </summary>
    public const int RowsMax = 50;

    /// <summary>Brings a book up to an instant.</summary>
    /// <returns>
    /// False when it stopped half-way because of <see cref="RowsMax"/>: write it down and come again.
    /// </returns>
    public static async ValueTask<bool> RunAsync(
        VenueBook book, IPriceSource prices, DateTimeOffset now, CancellationToken ct)
    {
        if (now <= book.State.AdvancedTo) return true;
        if (!book.State.IsIdle)
        {
            var steps = await ReadStepsAsync(book.State, prices, now, ct);
            if (!Apply(book, steps)) return false;
        }

        book.AdvanceTo(now);
        return true;
    }

    private static bool Apply(VenueBook book, List<Step> steps)
    {
        var active = book.State.ActiveSymbols();
        for (var index = 0; index < steps.Count; index++)
        {
            var step = steps[index];
            step.Apply(book);
            if (book.RowCount < RowsMax || index == steps.Count - 1) continue;
            foreach (var symbol in active)
            {
                if (LastInstant(steps, index, symbol) is { } to) book.AdvanceTo(symbol, to);
            }

            return false;
        }

        return true;
    }

    // A symbol without a step yet stays where it was: its next window may have begun already.
    private static DateTimeOffset? LastInstant(List<Step> steps, int index, Symbol symbol)
    {
        while (index >= 0 && steps[index].Symbol != symbol) index--;
        return index < 0 ? null : steps[index].At;
    }

    private static async ValueTask<List<Step>> ReadStepsAsync(
        VenueState state, IPriceSource prices, DateTimeOffset now, CancellationToken ct)
    {
        var steps = new List<Step>();
        foreach (var symbol in state.ActiveSymbols())
        {
            // A symbol that is no longer listed has no prices: nothing fires and nothing is paid.
            var from = state.AdvancedToOf(symbol);
            if (now <= from || await prices.ReadRulesAsync(symbol, ct) is not { } rules) continue;
            IReadOnlyList<FundingEvent> fundings = state.PositionIn(symbol) is null
                ? []
                : await prices.ReadFundingAsync(symbol, from, now, ct);
            AddSteps(steps, rules, await prices.ReadWindowsAsync(symbol, from, now, ct), fundings);
        }

        // Windows of all symbols end on the same minutes, so their events come in the order of time, and
        // of several at one instant in the order of symbols.
        steps.Sort(static (left, right) => left.At != right.At
            ? left.At.CompareTo(right.At)
            : left.Symbol.CompareTo(right.Symbol));
        return steps;
    }

    // A payment at the very end of a window comes after it, one inside a window before it, one in a hole stands alone:
    // so no step ends inside a window, and a catch-up that stops half-way loses no part of one.
    private static void AddSteps(List<Step> steps, SymbolRules rules, IReadOnlyList<PriceWindow> windows,
        IReadOnlyList<FundingEvent> fundings)
    {
        var paid = 0;
        foreach (var window in windows)
        {
            foreach (var funding in PaidUntil(window.From)) steps.Add(new(funding.At, rules, null, [funding], []));
            var before = PaidUntil(window.To.AddTicks(-1));
            steps.Add(new(window.To, rules, window, before, PaidUntil(window.To)));
        }

        foreach (var funding in PaidUntil(DateTimeOffset.MaxValue))
            steps.Add(new(funding.At, rules, null, [funding], []));

        IReadOnlyList<FundingEvent> PaidUntil(DateTimeOffset instant)
        {
            if (paid == fundings.Count || fundings[paid].At > instant) return [];
            var from = paid;
            while (paid < fundings.Count && fundings[paid].At <= instant) paid++;
            return [.. fundings.Skip(from).Take(paid - from)];
        }
    }

    private sealed record Step(
        DateTimeOffset At, SymbolRules Rules, PriceWindow? Window,
        IReadOnlyList<FundingEvent> Before, IReadOnlyList<FundingEvent> After)
    {
        public Symbol Symbol => Rules.Symbol;

        public void Apply(VenueBook book)
        {
            foreach (var funding in Before) book.Fund(Symbol, funding);
            if (Window is { } window) book.Advance(Symbol, window, Rules);
            foreach (var funding in After) book.Fund(Symbol, funding);
        }
    }
}
