using Quantum.Core.Markets;

namespace Quantum.Core.Features;

/// <summary>
/// The settled funding payments of every contract, and which of them a candle may know: the newest one settled by the
/// minute of the candle's open. Some sources note a payment a few milliseconds late and some cut that off, so that a
/// payment counts from the beginning of the minute it lies in; nobody reads the candle before that minute is over.
/// The rate of the coming payment is not asked for, because recordings hold it only after the fact and a feature may
/// not see the future. Not thread-safe.
/// </summary>
public sealed class FundingMemory
{
    /// <summary>The rate of a contract without a settled payment.</summary>
    public const double NoneKnown = 0;

    private readonly Dictionary<Symbol, List<(Minute Settled, double Rate)>> _payments = [];

    /// <summary>Takes payments in any order; one that is known already changes nothing.</summary>
    public void Note(IEnumerable<SettledFunding> payments)
    {
        foreach (var payment in payments)
        {
            if (!_payments.TryGetValue(payment.Symbol, out var known)) _payments[payment.Symbol] = known = [];
            var settled = Minute.Of(payment.At);
            var place = CountUpTo(known, settled);
            if (place > 0 && known[place - 1].Settled == settled) continue;
            known.Insert(place, (settled, payment.Rate));
        }
    }

    /// <summary>The rate that a candle may know.</summary>
    /// <param name="symbol">The contract.</param>
    /// <param name="minute">The minute that the candle covers.</param>
    /// <returns>A share of the position value; <see cref="NoneKnown"/> where nothing was settled by then.</returns>
    public double RateAt(Symbol symbol, Minute minute)
    {
        if (!_payments.TryGetValue(symbol, out var known)) return NoneKnown;
        var count = CountUpTo(known, minute);
        return count > 0 ? known[count - 1].Rate : NoneKnown;
    }

    /// <summary>Forgets payments that no candle from a minute on can need.</summary>
    public void ForgetBefore(Minute minute)
    {
        foreach (var known in _payments.Values)
        {
            var count = CountUpTo(known, minute);
            if (count > 1) known.RemoveRange(0, count - 1);
        }
    }

    private static int CountUpTo(List<(Minute Settled, double Rate)> payments, Minute minute)
    {
        var count = payments.Count;
        while (count > 0 && payments[count - 1].Settled > minute) count--; // The newest are asked for, and stand last.
        return count;
    }
}
