namespace Quantum.Simulation.Venues;

/// <summary>
/// Amounts that touch the wallet have eight decimals, as at Binance. So sums of them are exact in <see cref="decimal"/>
/// and the books balance to the last digit. What the eighth decimal cannot hold goes against the account.
/// </summary>
internal static class WalletAmount
{
    private const int Decimals = 8;

    /// <summary>An income: never more than the exact amount.</summary>
    public static decimal Income(decimal exact) => decimal.Round(exact, Decimals, MidpointRounding.ToNegativeInfinity);

    /// <summary>A charge or a margin: never less than the exact amount.</summary>
    public static decimal Charge(decimal exact) => decimal.Round(exact, Decimals, MidpointRounding.ToPositiveInfinity);

    /// <summary>
    /// A share of a sum that is split in two: the other part is the sum less this one, so nothing is lost.
    /// </summary>
    public static decimal Share(decimal whole, decimal part, decimal of) =>
        part == of ? whole : decimal.Round(whole * part / of, Decimals, MidpointRounding.ToEven);
}
