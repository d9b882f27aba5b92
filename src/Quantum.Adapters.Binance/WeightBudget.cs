using System.Text.Json.Serialization;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Binance;

/// <summary>
/// The request weight of this minute, by three witnesses: what this process asked for, what the exchange counted for
/// the address (header <c>X-MBX-USED-WEIGHT-1M</c>), and what other processes left in the store. The highest is taken
/// for true. After a 429 or 418 nothing is sent until the time that the exchange named. Thread-safe.
/// </summary>
/// <param name="options">Limits of the lanes.</param>
/// <param name="time">The clock.</param>
/// <param name="store">
/// Where processes share what they know, with one read and at most one write a minute; <see langword="null"/> for one
/// process alone.
/// </param>
public sealed class WeightBudget(BinanceOptions options, TimeProvider time, IEntityStore? store = null)
{
    /// <summary>Weight that the exchange allows an address in a minute.</summary>
    public const int PerMinute = 2_400;

    /// <summary>Partition of the shared row.</summary>
    public const string Partition = "venue";

    /// <summary>The shared row.</summary>
    public const string Row = "weight";

    /// <summary>How often processes compare.</summary>
    public static readonly TimeSpan ShareEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Minute _minute;
    private int _used;
    private VenueHold? _hold;
    private bool _isHoldNew;
    private DateTimeOffset _sharedAt;

    /// <summary>Weight used in this minute, as far as known.</summary>
    public int Used
    {
        get
        {
            lock (_gate)
            {
                Turn();
                return _used;
            }
        }
    }

    /// <summary>The hold that lasts; <see langword="null"/> when something may be sent.</summary>
    public VenueHold? Hold
    {
        get
        {
            lock (_gate) return LastingHold();
        }
    }

    /// <summary>The latest hold, over or not; <see langword="null"/> where there never was one.</summary>
    public VenueHold? LastHold
    {
        get
        {
            lock (_gate) return _hold;
        }
    }

    /// <summary>What a lane may still use in this minute, ≥ 0.</summary>
    public int LeftFor(WeightLane lane) => Hold is null ? Math.Max(0, LimitOf(lane) - Used) : 0;

    /// <summary>Takes weight.</summary>
    /// <returns><see langword="null"/> when taken; otherwise why not, and then nothing may be sent.</returns>
    public string? TryTake(WeightLane lane, int weight)
    {
        lock (_gate)
        {
            Turn();
            if (LastingHold() is { } hold)
                return $"the exchange asked to wait until {hold.Until:HH:mm:ss} UTC{(hold.IsBan ? " (ban)" : "")}";
            if (weight == 0) return null; // An order costs none, and a stop must not wait for a new minute.
            var limit = LimitOf(lane);
            if (_used + weight > limit)
                return $"weight {weight} on top of {_used} is more than {limit} a minute for {lane}";
            _used += weight;
            return null;
        }
    }

    /// <summary>Notes what the exchange counted for this address.</summary>
    /// <param name="sentIn">The minute that the request was sent in; an older figure says nothing.</param>
    /// <param name="used">The header's figure.</param>
    public void Observe(Minute sentIn, int used)
    {
        lock (_gate)
        {
            Turn();
            if (sentIn == _minute) _used = Math.Max(_used, used);
        }
    }

    /// <summary>Notes that the exchange wants no request for a while; a shorter wait never ends a longer one.</summary>
    public void HoldFor(TimeSpan wait, bool isBan)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_hold is { } known && known.Until >= now + wait) return;
            (_hold, _isHoldNew) = (new VenueHold(now, now + wait, isBan), true);
        }
    }

    /// <summary>Compares with other processes when that is due, or at once after a new hold.</summary>
    public async Task ShareAsync(CancellationToken ct)
    {
        if (store is null || !IsShareDue()) return;
        try
        {
            await store.UpdateAsync(Partition, Row, WeightJson.Default.WeightRow, Merge, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A store that fails for a moment must not keep a stop from being placed; the header still counts.
        }
    }

    private bool IsShareDue()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_isHoldNew && now - _sharedAt < ShareEvery && now >= _sharedAt) return false;
            (_sharedAt, _isHoldNew) = (now, false);
            return true;
        }
    }

    /// <summary>Takes over what the others know, and adds what they do not know yet.</summary>
    private Change<WeightRow> Merge(WeightRow? row)
    {
        lock (_gate)
        {
            Turn();
            if (row is not null)
            {
                if (row.Minute == _minute.Index) _used = Math.Max(_used, row.Used);
                if (row.HeldUntil is { } until && !(_hold?.Until >= until))
                    _hold = new VenueHold(row.HeldSince ?? until, until, row.IsBanned);
            }

            var next = new WeightRow(_minute.Index, _used, _hold?.Until, _hold?.IsBan ?? false)
            {
                HeldSince = _hold?.Since,
            };
            return next == row ? Change<WeightRow>.Nothing : new(next);
        }
    }

    private VenueHold? LastingHold() => _hold is { } hold && hold.Until > time.GetUtcNow() ? hold : null;

    private void Turn()
    {
        var now = Minute.Of(time.GetUtcNow());
        if (now != _minute) (_minute, _used) = (now, 0);
    }

    private int LimitOf(WeightLane lane) => Math.Min(options.WeightMax, lane switch
    {
        WeightLane.Candles => options.CandleWeightMax,
        WeightLane.Account => options.AccountWeightMax,
        _ => options.WeightMax,
    });
}

/// <summary>What processes share about the weight.</summary>
/// <param name="Minute">The minute, counted from 1970.</param>
/// <param name="Used">Weight used in it.</param>
/// <param name="HeldUntil">Until when nothing may be sent, UTC.</param>
/// <param name="IsBanned">Whether that is a ban.</param>
public sealed record WeightRow(int Minute, int Used, DateTimeOffset? HeldUntil, bool IsBanned)
{
    /// <summary>When the exchange said so, UTC.</summary>
    public DateTimeOffset? HeldSince { get; init; }
}

/// <summary>JSON of the shared row.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WeightRow))]
internal sealed partial class WeightJson : JsonSerializerContext;
