using Quantum.App.Ports;
using Quantum.Core.Orders;

namespace Quantum.Simulation.Remote;

/// <summary>
/// The venue's end of the wire: takes the bytes of a call to a venue and gives the bytes of its answer.
/// </summary>
/// <param name="venue">The venue.</param>
public sealed class VenueDesk(IVenue venue)
{
    /// <summary>Whether a call sends an order; tests kill a caller just before or after such a one.</summary>
    /// <exception cref="InvalidDataException">It is no call.</exception>
    public static bool IsOrder(ReadOnlyMemory<byte> call) => VenueWire.ReadCall(call).Method == VenueMethod.Submit;

    /// <summary>Whether a call reads the account: the first thing that a monitor does.</summary>
    /// <exception cref="InvalidDataException">It is no call.</exception>
    public static bool IsAccount(ReadOnlyMemory<byte> call) => VenueWire.ReadCall(call).Method == VenueMethod.Account;

    /// <summary>Answers one call.</summary>
    /// <exception cref="InvalidDataException">It is no call; nothing was done.</exception>
    public async Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> call, CancellationToken ct)
    {
        var read = VenueWire.ReadCall(call);
        try
        {
            return VenueWire.Write(await AnswerAsync(read, ct));
        }
        catch (VenueUnavailableException error)
        {
            return VenueWire.Write(new VenueReply(VenueVerdict.Unavailable, Detail: error.Message));
        }
    }

    private async Task<VenueReply> AnswerAsync(VenueCall call, CancellationToken ct) => call switch
    {
        { Method: VenueMethod.Submit, Order: { } order } => Reply(await venue.SubmitAsync(order, ct)),
        { Method: VenueMethod.Find, Symbol: { } symbol, Id: { } id } =>
            Reply(await venue.FindAsync(symbol, id, call.IsConditional, ct)),
        { Method: VenueMethod.Cancel, Symbol: { } symbol, Id: { } id } =>
            Reply(await venue.CancelAsync(symbol, id, call.IsConditional, ct)),
        { Method: VenueMethod.Account } => new(VenueVerdict.Done, Account: await venue.ReadAccountAsync(ct)),
        { Method: VenueMethod.Leverage, Symbol: { } symbol } =>
            await venue.SetLeverageAsync(symbol, call.Leverage, ct) is { } refusal
                ? new(VenueVerdict.Refused, Refusal: refusal)
                : new(VenueVerdict.Done),
        { Method: VenueMethod.Income } =>
            new(VenueVerdict.Done, Incomes: await venue.ReadIncomeAsync(call.From, call.Symbol, ct)),
        _ => throw new InvalidDataException($"A call of {call.Method} lacks what it is about."),
    };

    private static VenueReply Reply(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted accepted => new(VenueVerdict.Done, accepted.Order),
        SubmitOutcome.Refused refused => new(VenueVerdict.Refused, Refusal: refused.Refusal, Detail: refused.Detail),
        SubmitOutcome.Unknown unknown => new(VenueVerdict.Unknown, Detail: unknown.Detail),
        _ => throw new InvalidOperationException($"Invariant: a submit was {outcome}."),
    };

    private static VenueReply Reply(FindOutcome outcome) => outcome switch
    {
        FindOutcome.Found found => new(VenueVerdict.Done, found.Order),
        FindOutcome.Absent => new(VenueVerdict.Absent),
        FindOutcome.Unknown unknown => new(VenueVerdict.Unknown, Detail: unknown.Detail),
        _ => throw new InvalidOperationException($"Invariant: a find was {outcome}."),
    };

    private static VenueReply Reply(CancelOutcome outcome) => outcome switch
    {
        CancelOutcome.Cancelled => new(VenueVerdict.Done),
        CancelOutcome.NotOpen => new(VenueVerdict.Absent),
        CancelOutcome.Unknown unknown => new(VenueVerdict.Unknown, Detail: unknown.Detail),
        _ => throw new InvalidOperationException($"Invariant: a cancel was {outcome}."),
    };
}
