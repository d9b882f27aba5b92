namespace Quantum.FakeVenue.Limits;

/// <summary>
/// Counts request weight by minute and orders by ten seconds and by minute, as the venue does for one address: over the
/// limit it answers 429, and to whoever goes on nevertheless 418. Thread-safe.
/// </summary>
/// <param name="time">The venue's clock.</param>
public sealed class WeightMeter(TimeProvider time)
{
    /// <summary>Weight of one minute.</summary>
    public const int WeightMax = 2_400;

    /// <summary>Orders of ten seconds.</summary>
    public const int OrdersTenSecondsMax = 300;

    /// <summary>Orders of one minute.</summary>
    public const int OrdersMinuteMax = 1_200;

    private const int WarningsMax = 20;
    private readonly Lock _gate = new();
    private long _minute;
    private long _tenSeconds;
    private int _warnings;
    private DateTimeOffset _bannedUntil;

    /// <summary>Weight used in this minute.</summary>
    public int Weight { get; private set; }

    /// <summary>Weight used since the server started.</summary>
    public long WeightTotal { get; private set; }

    /// <summary>Requests since the server started.</summary>
    public long Requests { get; private set; }

    /// <summary>Orders in these ten seconds.</summary>
    public int OrdersTenSeconds { get; private set; }

    /// <summary>Orders in this minute.</summary>
    public int OrdersMinute { get; private set; }

    /// <summary>Counts a request.</summary>
    /// <returns>HTTP 0 where it may go on, else 429 or 418, and the seconds to wait.</returns>
    internal (int Status, int RetryAfterSeconds) Count(int weight, bool isOrder)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            Turn(now);
            Requests++;
            if (now < _bannedUntil) return (418, Seconds(_bannedUntil - now));
            Weight += weight;
            WeightTotal += weight;
            if (isOrder) (OrdersMinute, OrdersTenSeconds) = (OrdersMinute + 1, OrdersTenSeconds + 1);
            var isOver = Weight > WeightMax || OrdersMinute > OrdersMinuteMax || OrdersTenSeconds > OrdersTenSecondsMax;
            if (!isOver) return (0, 0);
            if (++_warnings < WarningsMax) return (429, 60 - now.Second);
            Ban(TimeSpan.FromMinutes(2));
            return (418, 120);
        }
    }

    /// <summary>Bans the address from now on.</summary>
    public void Ban(TimeSpan span) => _bannedUntil = time.GetUtcNow() + span;

    /// <summary>Pretends that somebody else at the same address has used weight in this minute.</summary>
    public void UseElsewhere(int weight)
    {
        lock (_gate)
        {
            Turn(time.GetUtcNow());
            Weight += weight;
        }
    }

    private void Turn(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        if (seconds / 60 != _minute) (_minute, Weight, OrdersMinute, _warnings) = (seconds / 60, 0, 0, 0);
        if (seconds / 10 != _tenSeconds) (_tenSeconds, OrdersTenSeconds) = (seconds / 10, 0);
    }

    private static int Seconds(TimeSpan span) => Math.Max(1, (int)Math.Ceiling(span.TotalSeconds));
}
