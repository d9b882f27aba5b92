using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Quantum.Core.Signals;

namespace Quantum.Core.Accounting;

/// <summary>
/// One text for a run's trades: equal where two runs did the same, whatever stored them. An idea of Jesse's.
/// </summary>
public static class TradesHash
{
    /// <summary>SHA-256 over what every trade did, in the order given; 64 lower-case hexadecimal digits.</summary>
    public static string Of(IEnumerable<Trade> trades)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var trade in trades)
        {
            object[] fields =
            [
                trade.Id.Text, trade.Symbol.Name, trade.Side, trade.Source.Name(), trade.OpenedAt.UtcTicks,
                trade.ClosedAt.UtcTicks, trade.Quantity, trade.EntryPrice, trade.ExitPrice, trade.RealisedPnl,
                trade.Fees, trade.Funding, trade.Close,
            ];
            var texts = fields.Select(Text);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('|', texts) + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A venue may write 7.0140 where another writes 7.014: equal numbers are one text.</summary>
    private static string? Text(object field) => field is decimal number
        ? number.ToString("G29", CultureInfo.InvariantCulture)
        : Convert.ToString(field, CultureInfo.InvariantCulture);
}
