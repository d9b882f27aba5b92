using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Simulation.Remote;

/// <summary>
/// Takes the bytes of a call to the venue's process and brings back those of its answer.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="ct">Ends the wait; the call may have its effect all the same.</param>
/// <exception cref="VenueUnavailableException">No answer came; nothing is known about the effect.</exception>
public delegate Task<ReadOnlyMemory<byte>> CarryCall(ReadOnlyMemory<byte> call, CancellationToken ct);

/// <summary>
/// A simulated venue in another process, which keeps books of its own. A call without an answer is unknown, as it is at
/// an exchange; nothing is ever sent twice.
/// </summary>
/// <param name="carry">The way there and back.</param>
public sealed class RemoteVenue(CarryCall carry) : IVenue
{
    /// <inheritdoc/>
    public async Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        await AskAsync(new(VenueMethod.Submit, request), ct) switch
        {
            { Verdict: VenueVerdict.Done, Order: { } order } => new SubmitOutcome.Accepted(order),
            { Verdict: VenueVerdict.Refused } reply => new SubmitOutcome.Refused(reply.Refusal, reply.Detail ?? ""),
            var reply => new SubmitOutcome.Unknown(reply.Detail ?? $"{reply.Verdict}"),
        };

    /// <inheritdoc/>
    public async Task<FindOutcome> FindAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        await AskAsync(new(VenueMethod.Find, null, symbol, id, isConditional), ct) switch
        {
            { Verdict: VenueVerdict.Done, Order: { } order } => new FindOutcome.Found(order),
            { Verdict: VenueVerdict.Absent } => new FindOutcome.Absent(),
            var reply => new FindOutcome.Unknown(reply.Detail ?? $"{reply.Verdict}"),
        };

    /// <inheritdoc/>
    public async Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        await AskAsync(new(VenueMethod.Cancel, null, symbol, id, isConditional), ct) switch
        {
            { Verdict: VenueVerdict.Done } => new CancelOutcome.Cancelled(),
            { Verdict: VenueVerdict.Absent } => new CancelOutcome.NotOpen(),
            var reply => new CancelOutcome.Unknown(reply.Detail ?? $"{reply.Verdict}"),
        };

    /// <inheritdoc/>
    public async Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) =>
        await AskAsync(new(VenueMethod.Account), ct) is { Account: { } account } ? account : throw Away("the account");

    /// <inheritdoc/>
    public async Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct) =>
        await AskAsync(new(VenueMethod.Leverage, Symbol: symbol, Leverage: leverage), ct) switch
        {
            { Verdict: VenueVerdict.Done } => null,
            { Verdict: VenueVerdict.Refused } reply => reply.Refusal,
            _ => throw Away("the leverage"),
        };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct) =>
        await AskAsync(new(VenueMethod.Income, Symbol: symbol, From: from), ct) is { Incomes: { } incomes }
            ? incomes
            : throw Away("the incomes");

    private static VenueUnavailableException Away(string what) => new($"No answer about {what}.");

    private async Task<VenueReply> AskAsync(VenueCall call, CancellationToken ct)
    {
        try
        {
            return VenueWire.ReadReply(await carry(VenueWire.Write(call), ct));
        }
        catch (Exception error) when (error is VenueUnavailableException or InvalidDataException
            || error is OperationCanceledException && call.Method is VenueMethod.Submit or VenueMethod.Cancel)
        {
            return new(VenueVerdict.Unknown, Detail: error.Message);
        }
    }
}
