using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Settings;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Positions;

/// <summary>One position, the guard that keeps it and a venue with faults; everything follows from the seed.</summary>
public sealed class GuardWalk
{
    /// <summary>More steps than any walk may need.</summary>
    public const int StepsMax = 32;

    private readonly Random _random;
    private readonly ExitSettings _exit = new();
    private readonly ExecutionSettings _execution = new();
    private int _faultPercent;

    /// <summary>Sends the entry.</summary>
    public GuardWalk(int seed)
    {
        _random = new Random(seed);
        _faultPercent = _random.Next(60);
        Venue = new(Price.Of(2.5m));
        Position = PositionSample.Planned(_random.Next(2) == 0 ? Side.Buy : Side.Sell);
        Send(Position.Entry);
    }

    /// <summary>The venue.</summary>
    public FakeVenue Venue { get; }

    /// <summary>What we know.</summary>
    public Position Position { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset Now { get; private set; } = Sample.Now;

    /// <summary>How it ended; None while it has not.</summary>
    public CloseType Settled { get; private set; }

    /// <summary>Every step taken, for the message of a failure.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>From now on every call does what it says.</summary>
    public void Heal() => _faultPercent = 0;

    /// <summary>Ten seconds later: the market moved, the account is read, the position is kept.</summary>
    public void Tick(CloseType request)
    {
        Now += TimeSpan.FromSeconds(10);
        var share = (_random.Next(2001) - 1000) / 200_000m; // at most half a percent
        Venue.Move(Price.Of(Math.Round(Venue.Mark.QuotePerBase * (1 + share), 3)), Now);
        var isFlat = Venue.Held == 0;
        Position = FlatReadings.Note(Position, isFlat, Now, _execution);
        if (!isFlat) Position = Position.Refresh(Now).Trail(Venue.Mark, Now, _exit);
        Steps.Add($"{Now:HH:mm:ss} mark {Venue.Mark} held {Venue.Held} guards {Venue.Guards}");
        Keep(request != CloseType.None ? request : Position.Overdue(Now, _exit), isFlat && Position.HeldQuantity > 0);
    }

    /// <summary>Walks the guard's steps until it rests or settles.</summary>
    public void Keep(CloseType request, bool isFlat)
    {
        var asked = new HashSet<ClientOrderId>();
        Position = Position.Refresh(Now);
        for (var step = 0; step < StepsMax; step++)
        {
            Now += TimeSpan.FromMilliseconds(_random.Next(400)); // a call takes time
            var next = PositionGuard.Next(Position, new(Now, "p01", _exit, request, isFlat, asked));
            if (next is GuardStep.Rest) return;
            if (next is GuardStep.Settle settle)
            {
                Settled = settle.Closing;
                return;
            }

            Take(next, asked);
            Position = Position.Refresh(Now);
        }

        Venue.Broken.Add($"The guard did not rest within {StepsMax} steps.");
    }

    private void Take(GuardStep step, HashSet<ClientOrderId> asked)
    {
        switch (step)
        {
            case GuardStep.Ask ask:
                Steps.Add($"  ask {ask.Order.Id}");
                Ask(ask.Order, asked);
                break;
            case GuardStep.Cancel cancel:
                Steps.Add($"  cancel {cancel.Order.Id}");
                if (Fault() is VenueFault.None or VenueFault.AnswerLost) Venue.Cancel(cancel.Order.Id, Now);
                Ask(cancel.Order, asked);
                break;
            case GuardStep.Place place:
                if (place.Closing != CloseType.None) Position = Position with { Closing = place.Closing };
                var order = OrderRecord.Prepare(place.Request, place.Leg, Now);
                Position = Position.With(order);
                Send(order);
                break;
        }
    }

    private void Send(OrderRecord order)
    {
        var (accepted, refused) = Venue.Submit(order.Request, Position.HeldQuantity, Fault(), Now);
        var known = accepted is not null ? order.Seen(accepted)
            : refused != VenueRefusal.None ? order.RefusedBy(refused, "", Now)
            : order.BecameUnknown("timeout");
        Steps.Add($"  send {order.Id} at {order.Request.TriggerPrice}: {known.State} {known.Refusal}");
        Position = Position.Replacing(known);
    }

    private void Ask(OrderRecord order, HashSet<ClientOrderId> asked)
    {
        asked.Add(order.Id);
        if (Fault() != VenueFault.None) return; // no answer
        var isUnchanged = Venue.Held == Position.HeldQuantity;
        Position = Position.Replacing(Venue.Find(order.Id) is { } found
            ? order.Seen(found)
            : order.NotFound(Now, isUnchanged, _execution.AbsentReadsMin,
                TimeSpan.FromSeconds(_execution.AbsentMinSeconds)));
    }

    private VenueFault Fault() =>
        _random.Next(100) < _faultPercent ? (VenueFault)(1 + _random.Next(3)) : VenueFault.None;
}
