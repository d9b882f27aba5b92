using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.Core.Settings;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Exchange;

/// <summary>What this build can do with the real exchange.</summary>
internal interface IExchange
{
    /// <summary>Why it can do nothing; <see langword="null"/> when it can.</summary>
    string? Absence { get; }

    /// <summary>Opens a connection; nothing is sent yet.</summary>
    /// <param name="access">Address and key.</param>
    /// <param name="settings">Mode and limits.</param>
    /// <param name="store">Where processes share the weight they use; <see langword="null"/> for none.</param>
    /// <param name="time">The clock.</param>
    ExchangeSession Open(ExchangeAccess access, TradingSettings settings, IEntityStore? store, TimeProvider time);
}

/// <summary>An open connection and the ports over it.</summary>
/// <param name="Name">The exchange and its system, in words; no key.</param>
/// <param name="MarketData">Candles, rules, quotes.</param>
/// <param name="Venue">Orders and money; not used on paper.</param>
/// <param name="Probe">The preflight's eyes.</param>
/// <param name="CandleBudget">What candles may cost.</param>
/// <param name="MarkBars">Closed minutes of the mark price.</param>
/// <param name="Connection">What has to be closed in the end.</param>
internal sealed record ExchangeSession(string Name, IMarketData MarketData, IVenue Venue, IPreflightProbe Probe,
    FetchBudget CandleBudget, ReadMarkBars MarkBars, IDisposable Connection) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
