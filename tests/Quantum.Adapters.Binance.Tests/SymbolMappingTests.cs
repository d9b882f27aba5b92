using Binance.Net.Enums;
using Binance.Net.Objects.Models.Futures;
using Binance.Net.Objects.Models.Spot;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Binance.Tests;

public sealed class SymbolMappingTests
{
    private static readonly DateTime NoEnd = new(2100, 12, 25, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_size_must_pass_both_lot_filters()
    {
        Assert.Null(SymbolMapping.Read(Contract(), 4, null, out var rules));
        Assert.Equal((0.01m, 1m, 1m, 1_000m), (rules!.TickSize, rules.StepSize, rules.QuantityMin, rules.QuantityMax));
        Assert.Equal((5m, 4, true), (rules.NotionalMin, rules.FundingIntervalHours, rules.IsPerpetual));
        Assert.Equal(SymbolMapping.AssumedTiers, rules.Tiers);
    }

    [Theory]
    [InlineData(SymbolStatus.Trading, ContractStatus.Trading)]
    [InlineData(SymbolStatus.PreSettle, ContractStatus.Delisting)]
    [InlineData(SymbolStatus.Settling, ContractStatus.Closed)]
    [InlineData(SymbolStatus.PendingTrading, ContractStatus.Closed)]
    [InlineData(SymbolStatus.Break, ContractStatus.Closed)]
    public void A_status_keeps_its_meaning(SymbolStatus status, ContractStatus expected)
    {
        SymbolMapping.Read(Contract() with { Status = status }, 8, null, out var rules);
        Assert.Equal(expected, rules!.Status);
    }

    [Fact]
    public void A_perpetual_whose_end_is_announced_takes_no_new_position()
    {
        var ending = Contract() with { DeliveryDate = new DateTime(2025, 7, 1, 9, 0, 0, DateTimeKind.Utc) };
        SymbolMapping.Read(ending, 8, null, out var rules);
        Assert.Equal(ContractStatus.Delisting, rules!.Status);
    }

    [Theory]
    [InlineData(ContractType.CurrentQuarter)]
    [InlineData(ContractType.PerpetualTradFi)] // needs an agreement of its own, and has trading hours
    public void What_is_no_plain_perpetual_is_outside_of_the_universe(ContractType type)
    {
        SymbolMapping.Read(Contract() with { ContractType = type }, 8, null, out var rules);
        Assert.False(rules!.IsPerpetual);
    }

    [Fact]
    public void A_contract_without_usable_filters_is_left_out_with_its_reason()
    {
        var problem = SymbolMapping.Read(Contract() with { Filters = [] }, 8, null, out var rules);
        Assert.Null(rules);
        Assert.Equal("NEARUSDT has no usable filters: tick 0, step 0, size 0 to 0", problem);
        Assert.Equal("'near' is not a symbol", SymbolMapping.Read(Contract() with { Name = "near" }, 8, null, out _));
    }

    [Fact]
    public void Tiers_with_a_hole_are_no_tiers()
    {
        var tiers = SymbolMapping.TiersOf([Bracket(5_000, 20_000), Bracket(0, 5_000)]);
        Assert.Equal([0m, 5_000m], tiers!.Select(tier => tier.NotionalFloor));
        Assert.Null(SymbolMapping.TiersOf([Bracket(0, 5_000), Bracket(6_000, 20_000)]));
        Assert.Null(SymbolMapping.TiersOf([Bracket(1, 5_000)]));
        Assert.Null(SymbolMapping.TiersOf([]));
    }

    [Fact]
    public void The_assumed_tiers_are_continuous()
    {
        Assert.All(SymbolMapping.AssumedTiers.Zip(SymbolMapping.AssumedTiers.Skip(1)), pair =>
        {
            var at = pair.Second.NotionalFloor;
            Assert.Equal(pair.First.NotionalCap, at);
            Assert.Equal((at * pair.First.MaintenanceRate) - pair.First.MaintenanceAmount,
                (at * pair.Second.MaintenanceRate) - pair.Second.MaintenanceAmount);
        });
    }

    private static BinanceFuturesBracket Bracket(long floor, long cap) => new()
    {
        Floor = floor,
        Cap = cap,
        InitialLeverage = 20,
        MaintenanceMarginRatio = 0.01m,
    };

    private static BinanceFuturesUsdtSymbol Contract() => new()
    {
        Name = "NEARUSDT",
        QuoteAsset = "USDT",
        ContractType = ContractType.Perpetual,
        Status = SymbolStatus.Trading,
        DeliveryDate = NoEnd,
        ListingDate = new DateTime(2020, 10, 14, 0, 0, 0, DateTimeKind.Utc),
        Filters =
        [
            new BinanceSymbolPriceFilter { TickSize = 0.01m },
            new BinanceSymbolLotSizeFilter { StepSize = 1, MinQuantity = 1, MaxQuantity = 5_000 },
            new BinanceSymbolMarketLotSizeFilter { StepSize = 0.1m, MinQuantity = 0.1m, MaxQuantity = 1_000 },
            new BinanceSymbolMinNotionalFilter { MinNotional = 5 },
        ],
    };
}
