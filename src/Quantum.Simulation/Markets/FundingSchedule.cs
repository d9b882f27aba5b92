namespace Quantum.Simulation.Markets;

/// <summary>One funding payment as a source knows it.</summary>
/// <param name="At">When it is paid, UTC.</param>
/// <param name="Rate">Share of the position value; longs pay shorts when &gt; 0.</param>
/// <param name="MarkTicks">Mark price that values the position, in ticks; 0 where it never traded before.</param>
public readonly record struct FundingPayment(DateTimeOffset At, double Rate, int MarkTicks);

/// <summary>The funding payments of one contract, ascending.</summary>
public sealed class FundingSchedule
{
    private readonly List<FundingPayment> _payments = [];

    /// <summary>An empty schedule.</summary>
    /// <param name="intervalHours">Hours between payments, a divisor of 24.</param>
    public FundingSchedule(int intervalHours)
    {
        if (intervalHours <= 0 || 24 % intervalHours != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(intervalHours), intervalHours,
                "Hours between payments must divide a day.");
        }

        IntervalHours = intervalHours;
    }

    /// <summary>Hours between payments.</summary>
    public int IntervalHours { get; }

    /// <summary>Adds the next payment.</summary>
    /// <exception cref="ArgumentException">It is not after the newest one.</exception>
    public void Add(FundingPayment payment)
    {
        if (_payments.Count > 0 && payment.At <= _payments[^1].At)
        {
            throw new ArgumentException($"Condition failed: {payment.At:O} is not after {_payments[^1].At:O}.");
        }

        _payments.Add(payment);
    }

    /// <summary>Payments in (<paramref name="from"/>, <paramref name="to"/>], ascending.</summary>
    public ReadOnlySpan<FundingPayment> Between(DateTimeOffset from, DateTimeOffset to)
    {
        var first = CountUpTo(from);
        var count = Math.Max(0, CountUpTo(to) - first);
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_payments).Slice(first, count);
    }

    /// <summary>
    /// The best guess at the rate of the coming payment: that of the last one paid, 0 where none was. The rate that
    /// will be paid is not shown before it is paid.
    /// </summary>
    public double ExpectedRateAt(DateTimeOffset now)
    {
        var paid = CountUpTo(now);
        return paid > 0 ? _payments[paid - 1].Rate : 0;
    }

    /// <summary>
    /// When the coming payment is due: the next one of the schedule where it lies within eight hours (the times of
    /// payments are published ahead, and an interval may change), else the next whole interval of the UTC day.
    /// </summary>
    public DateTimeOffset NextAfter(DateTimeOffset now)
    {
        var paid = CountUpTo(now);
        if (paid < _payments.Count && _payments[paid].At - now <= TimeSpan.FromHours(8)) return _payments[paid].At;
        var interval = TimeSpan.FromHours(IntervalHours).Ticks;
        return new DateTimeOffset(((now.UtcTicks / interval) + 1) * interval, TimeSpan.Zero);
    }

    private int CountUpTo(DateTimeOffset instant)
    {
        var low = 0;
        var high = _payments.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_payments[middle].At <= instant) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
