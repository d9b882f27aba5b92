using Quantum.Core.Markets;
using Quantum.FakeVenue.Faults;
using Quantum.FakeVenue.Markets;
using Quantum.FakeVenue.Orders;
using Quantum.FakeVenue.Requests;

namespace Quantum.FakeVenue;

/// <summary>
/// What a person or another process may do to the venue: <c>POST /control/fault</c>, <c>/control/clear</c>,
/// <c>/control/foreign</c>, <c>/control/shift</c>; parameters stand in the address.
/// </summary>
internal sealed class ControlPanel(VenueServer server)
{
    public async Task<object> HandleAsync(VenueRequest request)
    {
        try
        {
            return request.Path switch
            {
                "/control/fault" => AddFault(request),
                "/control/clear" => Clear(),
                "/control/foreign" => await AddForeignAsync(request),
                "/control/shift" => Shift(request),
                _ => new { problem = "There are fault, clear, foreign and shift." },
            };
        }
        catch (VenueError error)
        {
            return new { problem = error.Message };
        }
    }

    private object AddFault(VenueRequest request)
    {
        if (!Enum.TryParse<FaultKind>(request.Text("kind"), ignoreCase: true, out var kind) || kind == FaultKind.None)
            return new { problem = $"kind: one of {string.Join(", ", Enum.GetNames<FaultKind>().Skip(1))}." };
        server.Faults.Add(new Fault(kind)
        {
            Path = request.Optional("path") ?? "",
            Method = request.Optional("method") ?? "",
            AfterEffect = request.Flag("afterEffect"),
            Times = (int)(request.Integer("times") ?? 1),
            RetryAfterSeconds = (int)(request.Integer("retryAfter") ?? 2),
            Code = (int)(request.Integer("code") ?? -1000),
            Status = (int)(request.Integer("status") ?? 400),
        });
        return new { added = kind.ToString() };
    }

    private object Clear()
    {
        server.Faults.Clear();
        return new { cleared = true };
    }

    private async Task<object> AddForeignAsync(VenueRequest request)
    {
        var (symbol, side) = (request.Symbol(), VenueText.SideOf(request.Text("side")));
        var quantity = request.Number("quantity") ?? throw VenueError.Missing("quantity");
        var clientId = request.Optional("clientId") ?? "autoclose-1";
        if (request.Number("price") is { } price)
            server.World.PlaceForeignLimit(symbol, side, quantity, price, clientId);
        else await server.World.FillForeignAsync(symbol, side, quantity, clientId);
        return new { clientId };
    }

    private object Shift(VenueRequest request)
    {
        if (server.World.Time is not ShiftedTime time) return new { problem = "The clock cannot be shifted." };
        time.Shift(TimeSpan.FromMilliseconds(request.Integer("milliseconds") ?? 0));
        return new { now = time.GetUtcNow() };
    }
}
