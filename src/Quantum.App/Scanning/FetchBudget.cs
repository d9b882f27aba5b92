using Quantum.Core.Markets;

namespace Quantum.App.Scanning;

/// <summary>
/// The request weight that candles may cost in each minute of the clock, however many scans are caught up in it.
/// Simulated markets cost nothing and need none.
/// </summary>
/// <param name="weightPerMinute">
/// Weight per minute, ≥ 0. Binance allows 2,400 in all; candles should leave half of it to orders and reconciling.
/// </param>
/// <param name="time">The clock.</param>
/// <param name="venueLeft">
/// What the venue's own count leaves for candles now, others at the same address included; <see langword="null"/> where
/// nobody counts.
/// </param>
public sealed class FetchBudget(int weightPerMinute, TimeProvider time, Func<int>? venueLeft = null)
{
    private Minute _minute;
    private int _spent;

    /// <summary>What may still be spent in this minute.</summary>
    public int Left
    {
        get
        {
            var now = Minute.Of(time.GetUtcNow());
            if (now != _minute) (_minute, _spent) = (now, 0);
            return Math.Min(weightPerMinute - _spent, venueLeft?.Invoke() ?? int.MaxValue);
        }
    }

    /// <summary>Books what is about to be spent; a request that fails has cost its weight all the same.</summary>
    /// <param name="weight">≤ <see cref="Left"/>.</param>
    public void Spend(int weight) => _spent += weight;
}
