using System.Collections.Concurrent;
using Binance.Net.Objects.Models.Futures;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Adapters.Binance;

/// <summary>
/// The account at one instant, from four reads (weight 90). Orders are read before positions: a stop that fires in
/// between then seems to guard what is gone, and no position seems naked that is not.
/// </summary>
/// <param name="client">The connection.</param>
internal sealed class AccountReader(BinanceClient client)
{
    private const int AllOrdersWeight = 40;
    private static readonly TimeSpan LeveragesKept = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Symbol, int> _leverages = new();
    private DateTimeOffset _leveragesReadAt = DateTimeOffset.MinValue;

    /// <summary>Notes a leverage that was set by us.</summary>
    public void NoteLeverage(Symbol symbol, int leverage) => _leverages[symbol] = leverage;

    /// <summary>Reads it.</summary>
    /// <exception cref="VenueUnavailableException">A part could not be read, or makes no sense.</exception>
    public async Task<AccountSnapshot> ReadAsync(CancellationToken ct)
    {
        await client.Budget.ShareAsync(ct);
        var at = client.VenueNow;
        var plain = client.ReadAsync(WeightLane.Account, AllOrdersWeight,
            (api, token) => api.Trading.GetOpenOrdersAsync(ct: token), ct);
        var conditional = client.ReadAsync(WeightLane.Account, AllOrdersWeight,
            (api, token) => api.Trading.GetOpenConditionalOrdersAsync(ct: token), ct);
        await Task.WhenAll(plain, conditional);
        var positions = client.ReadAsync(WeightLane.Account, 5,
            (api, token) => api.Trading.GetPositionsAsync(ct: token), ct);
        var account = client.ReadAsync(WeightLane.Account, 5,
            (api, token) => api.Account.GetAccountInfoV3Async(ct: token), ct);
        await Task.WhenAll(positions, account);
        var held = BinanceClient.Require(await positions).Where(position => position.PositionAmt != 0).ToList();
        if (held.Count > 0) await ReadLeveragesAsync(held, ct);
        try
        {
            return new AccountSnapshot(at, WalletOf(BinanceClient.Require(await account)),
                [.. held.Select(position => OrderMapping.Of(position, LeverageOf(position))).OfType<VenuePosition>()
                    .OrderBy(position => position.Symbol)],
                [.. BinanceClient.Require(await plain).Select(OrderMapping.Of)],
                [.. BinanceClient.Require(await conditional).Select(order => OrderMapping.Of(order, fired: null))]);
        }
        catch (InvalidDataException error)
        {
            throw new VenueUnavailableException($"Binance: {error.Message}", error);
        }
    }

    private decimal WalletOf(BinanceFuturesAccountInfoV3 account) =>
        account.Assets.FirstOrDefault(asset => asset.Asset == client.Settings.QuoteAsset)?.WalletBalance
        ?? account.TotalWalletBalance;

    private int LeverageOf(BinancePositionV3 position)
    {
        if (position.Leverage is > 0 and { } told) return (int)told;
        return Symbol.TryParse(position.Symbol, out var symbol) && _leverages.TryGetValue(symbol, out var known)
            ? known
            : 1; // As if nothing were borrowed: the margin, which counts, is told with the position itself.
    }

    // Version 3 of the positions no longer tells the leverage; the configuration of the symbols does.
    private async Task ReadLeveragesAsync(List<BinancePositionV3> held, CancellationToken ct)
    {
        var age = client.VenueNow - _leveragesReadAt;
        var isKnown = held.All(position => position.Leverage is > 0
            || (Symbol.TryParse(position.Symbol, out var symbol) && _leverages.ContainsKey(symbol)));
        if (isKnown && age >= TimeSpan.Zero && age < LeveragesKept) return;
        var answer = await client.ReadAsync(WeightLane.Account, 5,
            (api, token) => api.Account.GetSymbolConfigurationAsync(ct: token), ct);
        if (answer.Fault is not null && isKnown) return; // What was known five minutes ago still tells the story.
        foreach (var row in BinanceClient.Require(answer))
        {
            if (Symbol.TryParse(row.Symbol, out var symbol)) _leverages[symbol] = (int)row.Leverage;
        }

        _leveragesReadAt = client.VenueNow;
    }
}
