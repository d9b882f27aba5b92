using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.FakeVenue.Orders;
using Quantum.FakeVenue.Requests;

namespace Quantum.FakeVenue.Endpoints;

/// <summary>Balance, positions, modes, leverage and income: what the owner of the key may read and set.</summary>
internal static class AccountEndpoints
{
    public static IEnumerable<Route> Routes() =>
    [
        Route.Signed("GET", "/fapi/v2/account", 5, AccountAsync),
        Route.Signed("GET", "/fapi/v3/account", 5, AccountAsync),
        Route.Signed("GET", "/fapi/v2/balance", 5, BalanceAsync),
        Route.Signed("GET", "/fapi/v3/balance", 5, BalanceAsync),
        Route.Signed("GET", "/fapi/v2/positionRisk", 5, PositionsAsync),
        Route.Signed("GET", "/fapi/v3/positionRisk", 5, PositionsAsync),
        Route.Signed("GET", "/fapi/v1/symbolConfig", 5, SymbolConfigAsync),
        Route.Signed("GET", "/fapi/v1/accountConfig", 5, AccountConfig),
        Route.Signed("GET", "/fapi/v1/positionSide/dual", 30, PositionMode),
        Route.Signed("POST", "/fapi/v1/positionSide/dual", 1, SetPositionModeAsync),
        Route.Signed("GET", "/fapi/v1/multiAssetsMargin", 30,
            (_, scene) => Task.FromResult<object>(new { multiAssetsMargin = scene.World.IsMultiAssets })),
        Route.Signed("GET", "/fapi/v1/apiTradingStatus", 10, TradingStatus),
        Route.Signed("GET", "/sapi/v1/account/apiRestrictions", 1, KeyRights),
        Route.Signed("POST", "/fapi/v1/marginType", 1, SetMarginTypeAsync),
        Route.Signed("POST", "/fapi/v1/leverage", 1, SetLeverageAsync),
        Route.Signed("GET", "/fapi/v1/leverageBracket", 1, BracketsAsync),
        Route.Signed("GET", "/fapi/v1/income", 30, IncomeAsync),
    ];

    private static async Task<object> AccountAsync(VenueRequest request, Scene scene)
    {
        var account = await scene.World.Venue.ReadAccountAsync(scene.Ct);
        var margin = account.Positions.Sum(held => held.Margin);
        var unrealised = account.Equity - account.WalletBalance;
        var wallet = VenueText.Of(account.WalletBalance);
        return new
        {
            totalInitialMargin = VenueText.Of(margin),
            totalMaintMargin = "0",
            totalWalletBalance = wallet,
            totalUnrealizedProfit = VenueText.Of(unrealised),
            totalMarginBalance = VenueText.Of(account.Equity),
            totalPositionInitialMargin = VenueText.Of(margin),
            totalOpenOrderInitialMargin = "0",
            totalCrossWalletBalance = VenueText.Of(account.WalletBalance - margin),
            totalCrossUnPnl = "0",
            availableBalance = VenueText.Of(account.WalletBalance - margin),
            maxWithdrawAmount = VenueText.Of(account.WalletBalance - margin),
            canTrade = scene.World.CanTrade,
            canDeposit = true,
            canWithdraw = true,
            multiAssetsMargin = scene.World.IsMultiAssets,
            assets = new[]
            {
                new
                {
                    asset = "USDT",
                    walletBalance = wallet,
                    unrealizedProfit = VenueText.Of(unrealised),
                    marginBalance = VenueText.Of(account.Equity),
                    maintMargin = "0",
                    initialMargin = VenueText.Of(margin),
                    positionInitialMargin = VenueText.Of(margin),
                    openOrderInitialMargin = "0",
                    crossWalletBalance = VenueText.Of(account.WalletBalance - margin),
                    crossUnPnl = "0",
                    availableBalance = VenueText.Of(account.WalletBalance - margin),
                    maxWithdrawAmount = VenueText.Of(account.WalletBalance - margin),
                    updateTime = account.At.ToUnixTimeMilliseconds(),
                },
            },
            positions = account.Positions.Select(held => PositionJson(held, account.At)).ToArray(),
        };
    }

    private static async Task<object> BalanceAsync(VenueRequest request, Scene scene)
    {
        var account = await scene.World.Venue.ReadAccountAsync(scene.Ct);
        var free = VenueText.Of(account.WalletBalance - account.Positions.Sum(held => held.Margin));
        return new[]
        {
            new
            {
                accountAlias = "fake",
                asset = "USDT",
                balance = VenueText.Of(account.WalletBalance),
                crossWalletBalance = free,
                crossUnPnl = "0",
                availableBalance = free,
                maxWithdrawAmount = free,
                marginAvailable = true,
                updateTime = account.At.ToUnixTimeMilliseconds(),
            },
        };
    }

    private static async Task<object> PositionsAsync(VenueRequest request, Scene scene)
    {
        var account = await scene.World.Venue.ReadAccountAsync(scene.Ct);
        var symbol = request.OptionalSymbol();
        return account.Positions.Where(held => symbol is null || held.Symbol == symbol)
            .Select(held => PositionJson(held, account.At)).ToArray();
    }

    // As at the venue: leverage and margin type stand in the symbol configuration only.
    private static object PositionJson(VenuePosition held, DateTimeOffset at)
    {
        var amount = held.Side.Sign() * held.Quantity.Base;
        return new
        {
            symbol = held.Symbol.Name,
            positionSide = "BOTH",
            positionAmt = VenueText.Of(amount),
            entryPrice = VenueText.Of(held.EntryPrice.QuotePerBase),
            breakEvenPrice = VenueText.Of(held.EntryPrice.QuotePerBase),
            markPrice = VenueText.Of(held.MarkPrice.QuotePerBase),
            unRealizedProfit = VenueText.Of(held.UnrealisedPnl),
            liquidationPrice = VenueText.Of(held.LiquidationPrice?.QuotePerBase ?? 0),
            isolatedMargin = VenueText.Of(held.Margin + held.UnrealisedPnl),
            notional = VenueText.Of(amount * held.MarkPrice.QuotePerBase),
            marginAsset = "USDT",
            isolatedWallet = VenueText.Of(held.Margin),
            initialMargin = VenueText.Of(held.Quantity.Base * held.MarkPrice.QuotePerBase / held.Leverage),
            maintMargin = "0",
            positionInitialMargin = VenueText.Of(held.Margin),
            openOrderInitialMargin = "0",
            adl = 2,
            bidNotional = "0",
            askNotional = "0",
            updateTime = at.ToUnixTimeMilliseconds(),
        };
    }

    private static async Task<object> SymbolConfigAsync(VenueRequest request, Scene scene)
    {
        var only = request.OptionalSymbol();
        var account = await scene.World.Venue.ReadAccountAsync(scene.Ct);
        var rules = await scene.World.Market.ReadSymbolsAsync(scene.Ct);
        return rules.Where(rule => only is null || rule.Symbol == only).Select(rule => new
        {
            symbol = rule.Symbol.Name,
            marginType = scene.World.IsIsolated(rule.Symbol) ? "ISOLATED" : "CROSSED",
            isAutoAddMargin = false,
            leverage = account.PositionIn(rule.Symbol)?.Leverage ?? scene.World.LeverageOf(rule.Symbol),
            maxNotionalValue = VenueText.Of(rule.Tiers[^1].NotionalCap),
        }).ToArray();
    }

    private static Task<object> AccountConfig(VenueRequest request, Scene scene) => Task.FromResult<object>(new
    {
        feeTier = 0,
        canTrade = scene.World.CanTrade,
        canDeposit = true,
        canWithdraw = true,
        dualSidePosition = scene.World.IsHedgeMode,
        multiAssetsMargin = scene.World.IsMultiAssets,
        tradeGroupId = -1,
        updateTime = 0,
    });

    private static Task<object> PositionMode(VenueRequest request, Scene scene) =>
        Task.FromResult<object>(new { dualSidePosition = scene.World.IsHedgeMode });

    private static async Task<object> SetPositionModeAsync(VenueRequest request, Scene scene)
    {
        var isHedge = request.Flag("dualSidePosition");
        if (isHedge == scene.World.IsHedgeMode) throw new VenueError(-4059, "No need to change position side.");
        var account = await scene.World.Venue.ReadAccountAsync(scene.Ct);
        if (account.Positions.Count > 0)
            throw new VenueError(-4068, "Position side cannot be changed if there exists position.");
        scene.World.IsHedgeMode = isHedge;
        return new { code = 200, msg = "success" };
    }

    private static Task<object> TradingStatus(VenueRequest request, Scene scene) => Task.FromResult<object>(new
    {
        indicators = new Dictionary<string, object>
        {
            ["ACCOUNT"] = new[]
            {
                new
                {
                    indicator = "TMV",
                    value = 10,
                    triggerValue = 1,
                    plannedRecoveryTime = scene.World.Now.AddHours(1).ToUnixTimeMilliseconds(),
                    isLocked = scene.World.IsTradingLocked,
                },
            },
        },
        updateTime = scene.World.Now.ToUnixTimeMilliseconds(),
    });

    private static Task<object> KeyRights(VenueRequest request, Scene scene) => Task.FromResult<object>(new
    {
        ipRestrict = scene.World.KeyIsAddressBound,
        createTime = 1_698_645_219_000,
        enableReading = true,
        enableWithdrawals = scene.World.KeyCanWithdraw,
        enableInternalTransfer = false,
        enableFutures = scene.World.KeyCanTradeFutures,
        permitsUniversalTransfer = false,
        enableVanillaOptions = false,
        enableSpotAndMarginTrading = false,
        enablePortfolioMarginTrading = false,
    });

    private static async Task<object> SetMarginTypeAsync(VenueRequest request, Scene scene)
    {
        var symbol = await ListedAsync(request, scene);
        var isIsolated = request.Text("marginType") == "ISOLATED";
        if (isIsolated == scene.World.IsIsolated(symbol))
            throw new VenueError(-4046, "No need to change margin type.");
        if (isIsolated && scene.World.IsMultiAssets)
            throw new VenueError(-4168, "Unable to adjust to isolated-margin mode under the Multi-Assets mode.");
        var account = await scene.World.Venue.ReadAccountAsync(scene.Ct);
        if (account.PositionIn(symbol) is not null)
            throw new VenueError(-4048, "Margin type cannot be changed if there exists position.");
        scene.World.SetIsolated(symbol, isIsolated);
        return new { code = 200, msg = "success" };
    }

    private static async Task<object> SetLeverageAsync(VenueRequest request, Scene scene)
    {
        var symbol = await ListedAsync(request, scene);
        var leverage = (int)(request.Integer("leverage") ?? throw VenueError.Missing("leverage"));
        switch (await scene.World.Venue.SetLeverageAsync(symbol, leverage, scene.Ct))
        {
            case null:
                scene.World.SetLeverage(symbol, leverage);
                return new { leverage, maxNotionalValue = "1000000", symbol = symbol.Name };
            case VenueRefusal.RuleBroken:
                throw new VenueError(-4028, $"Leverage {leverage} is not valid.");
            case VenueRefusal.NotTrading:
                throw new VenueError(-4141, "Symbol is closed.");
            default:
                throw new VenueError(
                    -4161, "Leverage reduction is not supported in Isolated Margin Mode with open positions.");
        }
    }

    private static async Task<object> BracketsAsync(VenueRequest request, Scene scene)
    {
        var only = request.OptionalSymbol();
        return (await scene.World.Market.ReadSymbolsAsync(scene.Ct))
            .Where(rules => only is null || rules.Symbol == only).Select(rules => new
            {
                symbol = rules.Symbol.Name,
                brackets = rules.Tiers.Select((tier, index) => new
                {
                    bracket = index + 1,
                    initialLeverage = tier.LeverageMax,
                    notionalCap = (long)tier.NotionalCap,
                    notionalFloor = (long)tier.NotionalFloor,
                    maintMarginRatio = tier.MaintenanceRate,
                    cum = tier.MaintenanceAmount,
                }).ToArray(),
            }).ToArray();
    }

    private static async Task<object> IncomeAsync(VenueRequest request, Scene scene)
    {
        var from = request.Instant("startTime") ?? scene.World.Now.AddDays(-7);
        var limit = (int)Math.Min(request.Integer("limit") ?? 100, 1_000);
        var rows = await scene.World.Venue.ReadIncomeAsync(from, request.OptionalSymbol(), scene.Ct);

        // As at the venue: unique for one type only, so that profit and commission of one trade share a number.
        var end = request.Instant("endTime") ?? DateTimeOffset.MaxValue;
        return rows.Where(row => row.At <= end).Take(limit).Select(row => new
        {
            symbol = row.Symbol?.Name ?? "",
            incomeType = row.Kind switch
            {
                IncomeKind.RealisedPnl => "REALIZED_PNL",
                IncomeKind.Commission => "COMMISSION",
                IncomeKind.Funding => "FUNDING_FEE",
                IncomeKind.LiquidationFee => "INSURANCE_CLEAR",
                _ => "TRANSFER",
            },
            income = VenueText.Of(row.Amount),
            asset = "USDT",
            info = row.OrderId?.Text ?? "",
            time = row.At.ToUnixTimeMilliseconds(),
            tranId = row.At.ToUnixTimeMilliseconds() / 10,
            tradeId = row.OrderId is null ? "" : (row.At.ToUnixTimeMilliseconds() / 10).ToString("D"),
        }).ToArray();
    }

    private static async Task<Symbol> ListedAsync(VenueRequest request, Scene scene)
    {
        var symbol = request.Symbol();
        return await scene.World.Market.ReadRulesAsync(symbol, scene.Ct) is null
            ? throw new VenueError(-1121, "Invalid symbol.")
            : symbol;
    }
}
