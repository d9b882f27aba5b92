using System.Collections.Immutable;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Simulation.Venues;

/// <summary>Leverage that was set for a symbol.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Leverage">1 to 125.</param>
public sealed record SymbolLeverage(Symbol Symbol, int Leverage);

/// <summary>How far one symbol was brought beyond <see cref="VenueState.AdvancedTo"/>.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="To">Its prices up to here are accounted for, UTC.</param>
public sealed record SymbolProgress(Symbol Symbol, DateTimeOffset To);

/// <summary>
/// Everything the simulated venue knows of one account, as one immutable document. Ended orders and incomes leave it as
/// rows of their own, so it stays small for ever.
/// </summary>
/// <param name="Version">Format of the document: <see cref="VersionNow"/>.</param>
/// <param name="Deposit">What the wallet began with, quote units.</param>
/// <param name="Wallet">Deposit + Σ incomes, exactly; quote units, margin in use included.</param>
/// <param name="NextIncome">Sequence of the next income, from 1 on.</param>
/// <param name="NextEnded">Number of the next ended order, from 1 on.</param>
/// <param name="LastIncomeAt">Instant of the newest income; no later income is dated before it.</param>
/// <param name="AdvancedTo">Prices of open positions and orders up to here are accounted for, UTC.</param>
/// <param name="Ahead">Symbols that are further, after a catch-up too long for one write; ordered by symbol.</param>
/// <param name="Positions">Open positions, one a symbol at most, ordered by symbol.</param>
/// <param name="Orders">Resting conditional orders, oldest first.</param>
/// <param name="Leverages">Ordered by symbol.</param>
public sealed record VenueState(
    int Version,
    decimal Deposit,
    decimal Wallet,
    long NextIncome,
    long NextEnded,
    DateTimeOffset LastIncomeAt,
    DateTimeOffset AdvancedTo,
    ImmutableArray<SymbolProgress> Ahead,
    ImmutableArray<HeldPosition> Positions,
    ImmutableArray<VenueOrder> Orders,
    ImmutableArray<SymbolLeverage> Leverages)
{
    /// <summary>The format that this code writes and the only one that it reads.</summary>
    public const int VersionNow = 1;

    /// <summary>A new account.</summary>
    public static VenueState Open(decimal deposit) => new(
        VersionNow, deposit, deposit, NextIncome: 1, NextEnded: 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch,
        [], [], [], []);

    /// <summary>Nothing is open, so prices cannot change anything.</summary>
    public bool IsIdle => Positions.IsEmpty && Orders.IsEmpty;

    /// <summary>Wallet less the margin of every position: what a new position may use, quote units.</summary>
    public decimal Available
    {
        get
        {
            var available = Wallet;
            foreach (var held in Positions) available -= held.Margin;
            return available;
        }
    }

    /// <summary>The open position in a symbol, or <see langword="null"/>.</summary>
    public HeldPosition? PositionIn(Symbol symbol)
    {
        foreach (var held in Positions)
        {
            if (held.Symbol == symbol) return held;
        }

        return null;
    }

    /// <summary>The resting conditional order of an id in a symbol, or <see langword="null"/>.</summary>
    public VenueOrder? OrderBy(Symbol symbol, ClientOrderId id)
    {
        foreach (var order in Orders)
        {
            if (order.Id == id && order.Symbol == symbol) return order;
        }

        return null;
    }

    /// <summary>Leverage that was set for a symbol; <see langword="null"/> where none was.</summary>
    public int? LeverageOf(Symbol symbol)
    {
        foreach (var set in Leverages)
        {
            if (set.Symbol == symbol) return set.Leverage;
        }

        return null;
    }

    /// <summary>Symbols with a position or a resting order, ordered.</summary>
    public ImmutableArray<Symbol> ActiveSymbols()
    {
        var symbols = new SortedSet<Symbol>();
        foreach (var held in Positions) symbols.Add(held.Symbol);
        foreach (var order in Orders) symbols.Add(order.Symbol);
        return [.. symbols];
    }

    /// <summary>Up to when a symbol's prices are accounted for, UTC.</summary>
    public DateTimeOffset AdvancedToOf(Symbol symbol)
    {
        foreach (var progress in Ahead)
        {
            if (progress.Symbol == symbol) return progress.To;
        }

        return AdvancedTo;
    }

    /// <summary>The account with a symbol's position put in, changed or (<see langword="null"/>) taken out.</summary>
    internal VenueState With(Symbol symbol, HeldPosition? held)
    {
        var index = 0;
        while (index < Positions.Length && Positions[index].Symbol < symbol) index++;
        var isThere = index < Positions.Length && Positions[index].Symbol == symbol;
        return this with
        {
            Positions = (isThere, held) switch
            {
                (true, null) => Positions.RemoveAt(index),
                (true, _) => Positions.SetItem(index, held),
                (false, null) => Positions,
                (false, _) => Positions.Insert(index, held),
            },
        };
    }

    /// <summary>The account with a symbol's leverage set.</summary>
    internal VenueState With(SymbolLeverage leverage)
    {
        var index = 0;
        while (index < Leverages.Length && Leverages[index].Symbol < leverage.Symbol) index++;
        var isThere = index < Leverages.Length && Leverages[index].Symbol == leverage.Symbol;
        return this with
        {
            Leverages = isThere ? Leverages.SetItem(index, leverage) : Leverages.Insert(index, leverage),
        };
    }

    /// <summary>The account with a symbol brought to an instant before the others.</summary>
    internal VenueState With(SymbolProgress progress)
    {
        var index = 0;
        while (index < Ahead.Length && Ahead[index].Symbol < progress.Symbol) index++;
        var isThere = index < Ahead.Length && Ahead[index].Symbol == progress.Symbol;
        return this with { Ahead = isThere ? Ahead.SetItem(index, progress) : Ahead.Insert(index, progress) };
    }
}
