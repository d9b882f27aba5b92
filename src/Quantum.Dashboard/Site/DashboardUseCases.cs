using Quantum.App.Control;
using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Reporting;
using Quantum.Core.Settings;

namespace Quantum.Dashboard.Site;

/// <summary>What the dashboard reads and orders; it has no other way to the data.</summary>
/// <param name="Status">The status.</param>
/// <param name="Funnel">Funnels over time.</param>
/// <param name="Trades">Trades over time.</param>
/// <param name="Explain">Why one symbol did what it did.</param>
/// <param name="Control">The operator's orders.</param>
/// <param name="Models">Model bundles.</param>
public sealed record DashboardUseCases(
    ReportStatus Status, ReadFunnel Funnel, ReadTrades Trades, ExplainDecision Explain, ControlTrading Control,
    ListModels Models)
{
    /// <summary>All of them over one store.</summary>
    /// <param name="store">Documents.</param>
    /// <param name="blobs">Ledger pages.</param>
    /// <param name="modeGate">Why the mode may not trade.</param>
    /// <param name="time">The clock, real or virtual.</param>
    /// <param name="settings">All limits.</param>
    public static DashboardUseCases Over(
        IEntityStore store, IBlobStore blobs, IModeGate modeGate, TimeProvider time, TradingSettings settings) =>
        new(new(store, modeGate, time, settings), new(store), new(store), new(store, blobs), new(store, time),
            new(blobs, store, settings));
}
