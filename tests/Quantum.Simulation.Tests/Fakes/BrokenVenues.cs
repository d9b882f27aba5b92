using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Simulation.Tests.Fakes;

/// <summary>Breaks: an order is sent once. It sends again when it saw no answer.</summary>
public sealed class RetryingVenue(IVenue inner) : VenueDecorator(inner)
{
    public override async Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        await base.SubmitAsync(request, ct) is var first && first is SubmitOutcome.Unknown
            ? await base.SubmitAsync(request, ct)
            : first;
}

/// <summary>Breaks: an unknown outcome stays unknown. It takes silence for a refusal.</summary>
public sealed class ConcludingVenue(IVenue inner) : VenueDecorator(inner)
{
    public override async Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        await base.SubmitAsync(request, ct) is var first && first is SubmitOutcome.Unknown
            ? new SubmitOutcome.Refused(VenueRefusal.Other, "nobody answered")
            : first;
}

/// <summary>Breaks: intent before effect. The position's document is away while its entry is sent.</summary>
public sealed class HastyVenue(IVenue inner, IEntityStore store) : VenueDecorator(inner)
{
    public override async Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct)
    {
        var row = StoreLayout.Position(request.Symbol);
        if (await store.ReadAsync(StoreLayout.Book, row, ct) is { } intent)
        {
            await store.TryWriteAsync(StoreLayout.Book, [new EntityWrite.Delete(row, intent.Etag)], ct);
            var outcome = await base.SubmitAsync(request, ct);
            await store.TryWriteAsync(StoreLayout.Book, [new EntityWrite.Insert(row, intent.Body)], ct);
            return outcome;
        }

        return await base.SubmitAsync(request, ct);
    }
}

/// <summary>Breaks: a stop moves over a bridge. It cancels the old stop and pretends that a bridge rests.</summary>
public sealed class GappingVenue(IVenue inner) : VenueDecorator(inner)
{
    private readonly Dictionary<Symbol, ClientOrderId> _stops = [];
    private readonly Dictionary<ClientOrderId, VenueOrder> _bridges = [];

    public override async Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct)
    {
        if (request is { Type: OrderType.StopMarket, ClosePosition: true }) _stops[request.Symbol] = request.Id;
        if (request is not { Type: OrderType.StopMarket, ReduceOnly: true }
            || !_stops.TryGetValue(request.Symbol, out var stop))
            return await base.SubmitAsync(request, ct);
        await base.CancelAsync(request.Symbol, stop, true, ct);
        _bridges[request.Id] = new(request.Id, request.Symbol, request.Side, request.Type, VenueOrderStatus.New,
            request.Quantity, request.TriggerPrice, true, false, 0, null, 0, DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch);
        return new SubmitOutcome.Accepted(_bridges[request.Id]);
    }

    public override async Task<FindOutcome> FindAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        _bridges.TryGetValue(id, out var bridge)
            ? new FindOutcome.Found(bridge)
            : await base.FindAsync(symbol, id, isConditional, ct);
}

/// <summary>Breaks: no stop is believed in that nobody saw. It says that stops rest and places none.</summary>
public sealed class LyingVenue(IVenue inner) : VenueDecorator(inner)
{
    public override async Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        request.Type != OrderType.StopMarket
            ? await base.SubmitAsync(request, ct)
            : new SubmitOutcome.Accepted(new(request.Id, request.Symbol, request.Side, request.Type,
                VenueOrderStatus.New, request.Quantity, request.TriggerPrice, request.ReduceOnly,
                request.ClosePosition, 0, null, 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));
}

/// <summary>Breaks: exits only reduce.</summary>
public sealed class OpeningExitVenue(IVenue inner) : VenueDecorator(inner)
{
    public override Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        base.SubmitAsync(request.Type == OrderType.Market ? request with { ReduceOnly = false } : request, ct);
}

/// <summary>Breaks: what guards nothing any more is cancelled. It cancels nothing.</summary>
public sealed class KeepingVenue(IVenue inner) : VenueDecorator(inner)
{
    public override Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        Task.FromResult<CancelOutcome>(new CancelOutcome.Cancelled());

    public override async Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) =>
        await base.ReadAccountAsync(ct) with { ConditionalOrders = [] };

    public override async Task<FindOutcome> FindAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        await base.FindAsync(symbol, id, isConditional, ct) is FindOutcome.Found { Order: { IsOpen: true } order }
            ? new FindOutcome.Found(order with { Status = VenueOrderStatus.Cancelled })
            : new FindOutcome.Absent();
}

/// <summary>Breaks: what is not ours is not touched. Foreign orders look like leftovers of ours.</summary>
public sealed class AdoptingVenue(IVenue inner) : VenueDecorator(inner)
{
    private const string Mark = "p01-";

    public override async Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct)
    {
        var snapshot = await base.ReadAccountAsync(ct);
        return snapshot with
        {
            ConditionalOrders =
            [
                .. snapshot.ConditionalOrders.Select(order => order.Id.BelongsTo("p01")
                    ? order
                    : order with { Id = ClientOrderId.Of(Mark + order.Id.Text) }),
            ],
        };
    }

    public override Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct)
    {
        var foreign = id.Text[Mark.Length..];
        return base.CancelAsync(
            symbol, foreign.StartsWith("ios_", StringComparison.Ordinal) ? ClientOrderId.Of(foreign) : id,
            isConditional, ct);
    }
}

/// <summary>Breaks: foreign positions are quarantined. They are not seen.</summary>
public sealed class BlindVenue(IVenue inner) : VenueDecorator(inner)
{
    public override async Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct)
    {
        var snapshot = await base.ReadAccountAsync(ct);
        return snapshot with
        {
            Positions = [.. snapshot.Positions.Where(position => position.Quantity.Base != 5)],
        };
    }
}

/// <summary>Breaks: the books hold every income. Commissions are not folded in.</summary>
public sealed class ForgetfulVenue(IVenue inner) : VenueDecorator(inner)
{
    public override async Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct) =>
        [.. (await base.ReadIncomeAsync(from, symbol, ct)).Where(row => row.Kind != IncomeKind.Commission)];
}
