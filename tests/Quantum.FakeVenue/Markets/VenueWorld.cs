using System.Collections.Concurrent;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.FakeVenue.Orders;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Stores;
using Quantum.Simulation.Venues;

namespace Quantum.FakeVenue.Markets;

/// <summary>What stands behind the endpoints: a market, its matching engine, and one account.</summary>
public sealed class VenueWorld
{
    private readonly ConcurrentDictionary<Symbol, bool> _isolated = new();
    private readonly ConcurrentDictionary<Symbol, int> _leverages = new();
    private readonly IReadOnlyList<ContractTape> _contracts;
    private readonly PaperVenueOptions _options;

    /// <summary>Opens a world.</summary>
    /// <param name="source">Where prices come from.</param>
    /// <param name="time">The venue's clock.</param>
    /// <param name="options">Fees and deposit; Binance's figures by default.</param>
    public VenueWorld(ICandleSource source, TimeProvider time, PaperVenueOptions? options = null)
    {
        (Time, _options) = (time, options ?? new PaperVenueOptions());
        _contracts = source.Contracts;
        Market = new SimulatedMarket(source, time);
        Venue = new PaperVenue(new MemoryEntityStore(), Market, _options, time);
    }

    /// <summary>The venue's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Hedge mode: a position may be long and short at once. Off at first.</summary>
    public bool IsHedgeMode { get; set; }

    /// <summary>One margin for all assets, which excludes isolated positions. Off at first.</summary>
    public bool IsMultiAssets { get; set; }

    /// <summary>Whether the account may trade.</summary>
    public bool CanTrade { get; set; } = true;

    /// <summary>Whether the key may withdraw, which it never should.</summary>
    public bool KeyCanWithdraw { get; set; }

    /// <summary>Whether the key is taken from listed addresses only, as it should be.</summary>
    public bool KeyIsAddressBound { get; set; } = true;

    /// <summary>Whether the key may trade futures.</summary>
    public bool KeyCanTradeFutures { get; set; } = true;

    /// <summary>Whether the quantitative rules have locked the account's trading.</summary>
    public bool IsTradingLocked { get; set; }

    internal SimulatedMarket Market { get; }

    internal PaperVenue Venue { get; }

    internal OrderRegister Orders { get; } = new();

    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>A market that lives on its own, invented from a seed, warm at the start.</summary>
    public static VenueWorld Generated(TimeProvider time, int symbolCount, ulong seed = 1) => new(
        new GeneratedMarket(new GeneratedMarketOptions
        {
            Origin = Minute.Of(time.GetUtcNow()) - 480,
            Seed = seed,
            SymbolCount = symbolCount,
        }),
        time);

    /// <summary>Whether the margin of a symbol is isolated; crossed at first, as at the venue.</summary>
    public bool IsIsolated(Symbol symbol) => _isolated.GetValueOrDefault(symbol);

    /// <summary>How many orders of a client id reached the venue: more than one shows a double send.</summary>
    public int SentCount(string clientId) => Orders.Sent.GetValueOrDefault(clientId);

    /// <summary>An order rests that is not ours.</summary>
    public void PlaceForeignLimit(Symbol symbol, Side side, decimal quantity, decimal price, string clientId) =>
        Orders.Add(id => new PlainOrder
        {
            Id = id,
            ClientId = clientId,
            Symbol = symbol,
            Side = side,
            Type = "LIMIT",
            Status = "NEW",
            Quantity = quantity,
            Price = price,
            CreatedAt = Now,
            UpdatedAt = Now,
        });

    /// <summary>A position changes by an order that is not ours, such as <c>autoclose-…</c>.</summary>
    public Task FillForeignAsync(Symbol symbol, Side side, decimal quantity, string clientId) => Venue.SubmitAsync(
        OrderRequest.Entry(ClientOrderId.Of(clientId), symbol, side, Quantity.Of(quantity)), CancellationToken.None);

    internal int LeverageOf(Symbol symbol) => _leverages.GetValueOrDefault(symbol, _options.LeverageDefault);

    internal void SetLeverage(Symbol symbol, int leverage) => _leverages[symbol] = leverage;

    internal void SetIsolated(Symbol symbol, bool isIsolated) => _isolated[symbol] = isIsolated;

    internal ContractTape? ContractOf(Symbol symbol) =>
        _contracts.FirstOrDefault(contract => contract.Symbol == symbol);
}
