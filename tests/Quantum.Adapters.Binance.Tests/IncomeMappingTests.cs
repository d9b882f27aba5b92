using Binance.Net.Enums;
using Binance.Net.Objects.Models.Futures;
using Quantum.Core.Orders;

namespace Quantum.Adapters.Binance.Tests;

public sealed class IncomeMappingTests
{
    private static readonly DateTime Now = new(2025, 6, 2, 18, 20, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(IncomeType.RealizedPnl, IncomeKind.RealisedPnl)]
    [InlineData(IncomeType.Commission, IncomeKind.Commission)]
    [InlineData(IncomeType.CommissionRebate, IncomeKind.Commission)]
    [InlineData(IncomeType.FundingFee, IncomeKind.Funding)]
    [InlineData(IncomeType.InsuranceClear, IncomeKind.LiquidationFee)]
    [InlineData(IncomeType.Transfer, IncomeKind.Transfer)]
    [InlineData(IncomeType.WelcomeBonus, IncomeKind.Transfer)]
    [InlineData(null, IncomeKind.Transfer)] // a type that the library does not know moves the balance too
    public void Every_change_of_the_balance_has_a_kind(IncomeType? type, IncomeKind kind) =>
        Assert.Equal(kind, Assert.Single(IncomeMapping.Of([Row(type, "7", 0)], "USDT")).Kind);

    [Fact]
    public void A_fee_paid_in_another_asset_does_not_touch_this_ones_balance()
    {
        var fee = Row(IncomeType.Commission, "7", 0);
        fee.Asset = "BNB";
        Assert.Empty(IncomeMapping.Of([fee], "USDT"));
    }

    [Fact]
    public void Sequences_ascend_with_time_whatever_numbers_the_exchange_gives()
    {
        var rows = IncomeMapping.Of(
        [
            Row(IncomeType.FundingFee, "1", 5), Row(IncomeType.Commission, "9689322392", 1),
            Row(IncomeType.RealizedPnl, "9689322392", 1),
        ], "USDT");
        Assert.Equal([IncomeKind.RealisedPnl, IncomeKind.Commission, IncomeKind.Funding], rows.Select(row => row.Kind));
        Assert.Equal(3, rows.Select(row => row.Sequence).Distinct().Count());
        Assert.Equal(rows.Select(row => row.Sequence).Order(), rows.Select(row => row.Sequence));
    }

    [Fact]
    public void A_row_keeps_its_sequence_whatever_is_read_beside_it()
    {
        var alone = IncomeMapping.Of([Row(IncomeType.Commission, "42", 3)], "USDT");
        var beside = IncomeMapping.Of(
            [Row(IncomeType.RealizedPnl, "41", 0), Row(IncomeType.Commission, "42", 3)], "USDT");
        Assert.Equal(alone[0].Sequence, beside[1].Sequence);
    }

    private static BinanceFuturesIncomeHistory Row(IncomeType? type, string number, int millisecond) => new()
    {
        Symbol = "NEARUSDT",
        IncomeType = type,
        Income = -0.5m,
        Asset = "USDT",
        Timestamp = Now.AddMilliseconds(millisecond),
        TransactionId = number,
    };
}
