using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;

namespace Quantum.Functions.Hosting;

/// <summary>
/// Stands where the mode's venue cannot be opened. It answers nothing and takes nothing, so that no position is ever
/// looked after at a venue where it is not; the stops at the exchange stay as they are.
/// </summary>
/// <param name="reason">Why, as the status shows it.</param>
public sealed class ClosedVenue(Reason reason) : IVenue
{
    private string Sentence => $"{ReasonCatalog.Of(reason.Code).Name}: {reason.Sentence}";

    private VenueUnavailableException Closed => new(Sentence) { Silence = VenueSilence.Closed };

    /// <inheritdoc/>
    public Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        Task.FromResult<SubmitOutcome>(new SubmitOutcome.Refused(VenueRefusal.NotAuthorised, Sentence));

    /// <inheritdoc/>
    public Task<FindOutcome> FindAsync(Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        Task.FromResult<FindOutcome>(new FindOutcome.Unknown(Sentence));

    /// <inheritdoc/>
    public Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        Task.FromResult<CancelOutcome>(new CancelOutcome.Unknown(Sentence));

    /// <inheritdoc/>
    public Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) =>
        Task.FromException<AccountSnapshot>(Closed);

    /// <inheritdoc/>
    public Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct) =>
        Task.FromResult<VenueRefusal?>(VenueRefusal.NotAuthorised);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct) =>
        Task.FromException<IReadOnlyList<IncomeRow>>(Closed);
}
