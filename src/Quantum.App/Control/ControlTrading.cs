using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Diagnosis;
using Quantum.Core.Risk;

namespace Quantum.App.Control;

/// <summary>What an order of the operator led to.</summary>
/// <param name="Before">The state before.</param>
/// <param name="After">The state after.</param>
/// <param name="Sentence">What happened, in plain words.</param>
public sealed record ControlReport(TradingState Before, TradingState After, string Sentence);

/// <summary>
/// Carries out the operator's orders. They take effect with the next signal and the next monitor tick, and add up until
/// he resumes.
/// </summary>
/// <param name="store">The book.</param>
/// <param name="time">The clock.</param>
public sealed class ControlTrading(IEntityStore store, TimeProvider time)
{
    /// <summary>Reads an action such as <c>pause</c>.</summary>
    /// <returns>False where the text is none of pause, resume, reduce, halt, flatten.</returns>
    public static bool TryParse(string action, out OperatorOrder order) =>
        Enum.TryParse(action, ignoreCase: true, out order) && action.All(char.IsAsciiLetter); // Neither "+1" nor "a,b".

    /// <summary>Puts an order on record.</summary>
    /// <remarks>
    /// Resume also puts back the breakers that wait for the operator and counts the drawdown from today's equity on;
    /// breakers that end by themselves stay until they do.
    /// </remarks>
    public async Task<ControlReport> HandleAsync(OperatorOrder order, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= DocumentStore.AttemptsMax; attempt++)
        {
            var now = time.GetUtcNow();
            var book = await TradingBook.ReadAsync(store, ct);
            var control = book.ControlOrNone.With(order, now);
            var risk = order == OperatorOrder.Resume ? book.RiskOrEmpty.Resumed() : book.RiskOrEmpty;
            var writes = new List<EntityWrite>
            {
                DocumentStore.Put(
                    StoreLayout.ControlRow, control, book.Control?.Etag, DocumentJson.Default.OperatorControl),
            };
            if (order == OperatorOrder.Resume) writes.AddRange(Reset(book, risk));
            if (!await store.TryWriteAsync(StoreLayout.Book, writes, ct)) continue;

            var after = TradingState.Of(control, risk, now);
            return new(book.StateAt(now), after, Sentence(order, control, after, book.Positions.Count));
        }

        throw new TimeoutException($"The order lost the write race {DocumentStore.AttemptsMax} times; give it again.");
    }

    private static IEnumerable<EntityWrite> Reset(TradingBook book, RiskBook risk)
    {
        if (book.Risk is { } stored)
            yield return DocumentStore.Put(StoreLayout.RiskRow, risk, stored.Etag, DocumentJson.Default.RiskBook);
        if (book.Monitor is not { } monitor) yield break;
        var books = monitor.Value.Books with { PeakEquity = monitor.Value.Books.Equity };
        yield return DocumentStore.Put(StoreLayout.MonitorRow, monitor.Value with { Books = books }, monitor.Etag,
            DocumentJson.Default.MonitorRow);
    }

    private static string Sentence(OperatorOrder order, OperatorControl control, TradingState after, int positions)
    {
        if (order == OperatorOrder.Resume)
            return after.Kind == TradingStateKind.Active
                ? "Trading is active."
                : $"Resumed, but not active yet: {after.Causes[0].Sentence}";
        var (open, isOne) = (Counted.Of(positions, "open position"), positions == 1);
        var verb = isOne ? "is" : "are";
        var told = (order, control.ClosesAll) switch
        {
            (OperatorOrder.Flatten, _) => $"{open} {verb} closed at market at the next monitor tick.",
            (_, true) => (order == OperatorOrder.Halt ? "Halted. " : "")
                + $"The order to flatten stands until you resume: {open} {verb} being closed.",
            _ => control.Order switch
            {
                OperatorOrder.Pause => $"New entries are paused; {open} {verb} managed as before.",
                OperatorOrder.Reduce =>
                    $"Exits only from now on; {open} {(isOne ? "runs to its exit" : "run to their exits")}.",
                _ => $"Halted: stops of {open} are kept and repaired, nothing is trailed.",
            },
        };
        return control.Order == order || control.Order == OperatorOrder.Flatten ? told : told + Stands(control.Order);
    }

    /// <summary>That an order loosened nothing must be said, or he who gave it believes that it did.</summary>
    private static string Stands(OperatorOrder stricter) =>
        $" The stricter order to {stricter.ToString().ToLowerInvariant()} stands until you resume.";
}
