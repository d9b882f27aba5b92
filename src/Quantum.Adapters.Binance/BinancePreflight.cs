using Binance.Net.Enums;
using Quantum.App.Ports;
using Quantum.Core.Preflight;

namespace Quantum.Adapters.Binance;

/// <summary>
/// Reads what the preflight judges: first what anybody may read, then what the key may. It changes nothing and sends no
/// order.
/// </summary>
/// <remarks>
/// The right to withdraw is a right of the key that the futures API does not tell; the wallet API of the real exchange
/// does. On the test networks it stays unseen.
/// </remarks>
/// <param name="client">The connection; its key may be missing or nonsense.</param>
/// <param name="time">Our clock.</param>
public sealed class BinancePreflight(BinanceClient client, TimeProvider time)
    : IPreflightProbe
{
    private const int PositionModeWeight = 30;

    /// <inheritdoc/>
    public async Task<PreflightFacts> ReadAsync(CancellationToken ct)
    {
        var facts = new PreflightFacts
        {
            At = time.GetUtcNow(),
            Key = PreflightChecks.PresenceOf(client.Settings.Key, client.Settings.Secret),
        };
        facts = await ReadPublicAsync(facts, ct);
        return facts is { Reach: VenueReach.Reached, Key: KeyPresence.Present }
            ? await ReadKeyAsync(facts, ct)
            : facts;
    }

    private async Task<PreflightFacts> ReadPublicAsync(PreflightFacts facts, CancellationToken ct)
    {
        var clock = await client.ReadAsync(WeightLane.Orders, 1,
            async (api, token) => await api.ExchangeData.GetServerTimeAsync(ct: token), ct);
        if (clock.Fault is { } fault)
            return facts with
            {
                Reach = fault.Kind == BinanceFaultKind.Region ? VenueReach.RegionRefused : VenueReach.Unreachable,
                ReachDetail = fault.Detail,
            };
        facts = facts with { Reach = VenueReach.Reached };
        try
        {
            // Once more, over the connection that is open now: the first way there is no measure of a clock.
            var venue = await client.ReadTimeAsync(ct);
            facts = facts with { ClockOffsetSeconds = (time.GetUtcNow() - venue).TotalSeconds };
        }
        catch (VenueUnavailableException)
        {
            // It answered a moment ago; the clock stays unseen, and the check of it says so.
        }

        var info = await client.ReadAsync(
            WeightLane.Account, 1, (api, token) => api.ExchangeData.GetExchangeInfoAsync(token), ct);
        return info.Fault is not null ? facts : facts with
        {
            Symbols = info.Data.Symbols.Count(contract => contract.Status == SymbolStatus.Trading
                && contract.ContractType == ContractType.Perpetual
                && contract.QuoteAsset == client.Settings.QuoteAsset),
        };
    }

    private async Task<PreflightFacts> ReadKeyAsync(PreflightFacts facts, CancellationToken ct)
    {
        var account = await client.ReadAsync(
            WeightLane.Account, 5, (api, token) => api.Account.GetAccountConfigurationAsync(ct: token), ct);
        if (account.Fault is { } fault)
            return facts with
            {
                IsKeyAccepted = fault.Kind == BinanceFaultKind.Unauthorised ? false : null,
                KeyDetail = fault.Detail,
            };
        facts = facts with
        {
            IsKeyAccepted = true,
            CanTrade = account.Data.CanTrade,
            IsMultiAssets = account.Data.MultiAssetsMargin,
        };
        var mode = await client.ReadAsync(WeightLane.Account, PositionModeWeight,
            (api, token) => api.Account.GetPositionModeAsync(ct: token), ct);
        if (mode.Fault is null) facts = facts with { IsHedgeMode = mode.Data.IsHedgeMode };
        var status = await client.ReadAsync(WeightLane.Account, 10,
            (api, token) => api.Account.GetTradingStatusAsync(ct: token), ct, retries: 0);
        if (status.Fault is null)
            facts = facts with
            {
                IsLocked = status.Data.Indicators.Values.Any(rows => rows.Any(row => row.IsLocked)),
            };
        return await ReadRightsAsync(await ReadMarginAsync(facts, ct), ct);
    }

    private async Task<PreflightFacts> ReadMarginAsync(PreflightFacts facts, CancellationToken ct)
    {
        var positions = await client.ReadAsync(
            WeightLane.Account, 5, (api, token) => api.Trading.GetPositionsAsync(ct: token), ct);
        var symbols = await client.ReadAsync(WeightLane.Account, 5,
            (api, token) => api.Account.GetSymbolConfigurationAsync(ct: token), ct);
        if (positions.Fault is not null || symbols.Fault is not null) return facts;
        var crossed = symbols.Data.Where(row => row.MarginType == FuturesMarginType.Cross)
            .Select(row => row.Symbol).ToHashSet(StringComparer.Ordinal);
        return facts with
        {
            CrossedPositions = positions.Data.Count(position =>
                position.PositionAmt != 0 && crossed.Contains(position.Symbol)),
        };
    }

    private async Task<PreflightFacts> ReadRightsAsync(PreflightFacts facts, CancellationToken ct)
    {
        if (client.Settings.System is BinanceSystem.Testnet or BinanceSystem.Demo) return facts;
        var rights = await client.ReadAsync(WeightLane.Account, 1,
            (_, token) => client.Rest.SpotApi.Account.GetAPIKeyPermissionsAsync(ct: token), ct, retries: 0);
        if (rights.Fault is { } fault) return facts with { RightsDetail = fault.Detail };
        return facts with
        {
            CanWithdraw = rights.Data.EnableWithdrawals,
            IsAddressBound = rights.Data.IpRestrict,
            CanTrade = facts.CanTrade == true && rights.Data.EnableFutures,
        };
    }
}
