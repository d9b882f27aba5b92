using System.Globalization;
using Binance.Net.Enums;
using Binance.Net.Objects.Models.Futures;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Adapters.Binance;

/// <summary>Income rows in the words of the ports.</summary>
internal static class IncomeMapping
{
    private const int KindBits = 3;
    private const int NumberBits = 19;

    /// <summary>Rows of one asset, ascending. Fees paid in another asset do not touch this one's balance.</summary>
    public static List<IncomeRow> Of(IEnumerable<BinanceFuturesIncomeHistory> rows, string asset)
    {
        var incomes = rows.Where(row => row.Asset is null || row.Asset == asset).Select(Of)
            .OrderBy(row => row.At).ThenBy(row => row.Sequence).ToList();
        for (var index = 1; index < incomes.Count; index++)
        {
            // Two rows of one kind in one millisecond whose numbers agree in all the bits that are kept.
            if (incomes[index].Sequence <= incomes[index - 1].Sequence)
                incomes[index] = incomes[index] with { Sequence = incomes[index - 1].Sequence + 1 };
        }

        return incomes;
    }

    // The exchange numbers rows per type, and not in the order of time. The books need one ascending number: the
    // millisecond, then the kind, then the end of the exchange's number. It holds until the year 2089.
    private static IncomeRow Of(BinanceFuturesIncomeHistory row)
    {
        var (at, kind) = (SymbolMapping.Utc(row.Timestamp), KindOf(row.IncomeType));
        var number = long.TryParse(row.TransactionId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id & ((1L << NumberBits) - 1)
            : 0;
        var milliseconds = at.ToUnixTimeMilliseconds() - DateTimeOffset.UnixEpoch.AddYears(50).ToUnixTimeMilliseconds();
        var sequence = (Math.Max(0, milliseconds) << (KindBits + NumberBits)) | ((long)kind << NumberBits) | number;
        return new IncomeRow(sequence, at, kind, Symbol.TryParse(row.Symbol, out var symbol) ? symbol : null,
            row.Income, OrderId: null);
    }

    private static IncomeKind KindOf(IncomeType? type) => type switch
    {
        IncomeType.RealizedPnl or IncomeType.DeliveredSettlement => IncomeKind.RealisedPnl,
        IncomeType.Commission or IncomeType.CommissionRebate or IncomeType.ApiRebate
            or IncomeType.ReferralKickback => IncomeKind.Commission,
        IncomeType.FundingFee => IncomeKind.Funding,
        IncomeType.InsuranceClear => IncomeKind.LiquidationFee,
        _ => IncomeKind.Transfer, // Whatever else moves the balance is neither a profit nor a cost of trading.
    };
}
