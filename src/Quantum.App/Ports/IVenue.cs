using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.App.Ports;

/// <summary>
/// The three things a submitted order can be. No adapter may turn an unknown outcome into one of the others.
/// </summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>The venue has it; market orders usually come back filled.</summary>
    /// <param name="Order">The order in the venue's words.</param>
    public sealed record Accepted(VenueOrder Order) : SubmitOutcome;

    /// <summary>The venue does not have it and never will.</summary>
    /// <param name="Refusal">Why.</param>
    /// <param name="Detail">The venue's code and text.</param>
    public sealed record Refused(VenueRefusal Refusal, string Detail) : SubmitOutcome;

    /// <summary>
    /// Nobody knows: time-out, dropped connection, 503, −1006, −1007. Never send it again; ask for it.
    /// </summary>
    /// <param name="Detail">What was seen.</param>
    public sealed record Unknown(string Detail) : SubmitOutcome;
}

/// <summary>The three answers to "is there an order of this id?".</summary>
public abstract record FindOutcome
{
    private FindOutcome()
    {
    }

    /// <summary>Yes.</summary>
    /// <param name="Order">The order in the venue's words.</param>
    public sealed record Found(VenueOrder Order) : FindOutcome;

    /// <summary>The venue says no. One such answer proves nothing: reads may lag behind writes.</summary>
    public sealed record Absent : FindOutcome;

    /// <summary>No answer.</summary>
    /// <param name="Detail">What was seen.</param>
    public sealed record Unknown(string Detail) : FindOutcome;
}

/// <summary>The three things a cancel can be.</summary>
public abstract record CancelOutcome
{
    private CancelOutcome()
    {
    }

    /// <summary>Cancelled by this call.</summary>
    public sealed record Cancelled : CancelOutcome;

    /// <summary>Nothing open by that id: it filled, fired, expired or was cancelled before (Binance −2011).</summary>
    public sealed record NotOpen : CancelOutcome;

    /// <summary>No answer: ask for the order.</summary>
    /// <param name="Detail">What was seen.</param>
    public sealed record Unknown(string Detail) : CancelOutcome;
}

/// <summary>
/// Orders and money at the venue. Implementations never retry a submit and never throw for its outcome.
/// </summary>
public interface IVenue
{
    /// <summary>Sends an order once.</summary>
    Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct);

    /// <summary>Asks for an order by our id, open or ended.</summary>
    /// <param name="symbol">Its contract.</param>
    /// <param name="id">Our id.</param>
    /// <param name="isConditional">Stop and take-profit orders are kept apart from plain ones at the venue.</param>
    /// <param name="ct">Ends the wait; the outcome is then <see cref="FindOutcome.Unknown"/>.</param>
    Task<FindOutcome> FindAsync(Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct);

    /// <summary>Cancels an open order by our id.</summary>
    Task<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct);

    /// <summary>Positions, open orders, conditional orders and balance.</summary>
    /// <exception cref="VenueUnavailableException">No complete answer.</exception>
    Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct);

    /// <summary>Sets isolated margin and the leverage of a symbol; does nothing where both are so already.</summary>
    /// <returns>
    /// <see langword="null"/> when set; otherwise the venue's refusal. No position is touched either way.
    /// </returns>
    /// <exception cref="VenueUnavailableException">No answer.</exception>
    Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct);

    /// <summary>Changes of the balance from an instant on, inclusive, ascending, at most 1,000.</summary>
    /// <param name="from">First instant, UTC.</param>
    /// <param name="symbol">One contract, or <see langword="null"/> for all.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <exception cref="VenueUnavailableException">No answer.</exception>
    Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(DateTimeOffset from, Symbol? symbol, CancellationToken ct);
}
