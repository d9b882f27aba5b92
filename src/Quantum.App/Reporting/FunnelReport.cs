using Quantum.Core.Ledger;
using Quantum.Core.Markets;

namespace Quantum.App.Reporting;

/// <summary>What became of every symbol and every signal over some minutes.</summary>
/// <param name="From">First scan minute, inclusive.</param>
/// <param name="To">Last scan minute, exclusive.</param>
/// <param name="Minutes">Minutes that were scanned.</param>
/// <param name="Symbols">Most symbols decided in one of them.</param>
/// <param name="Candles">Candles that were folded in.</param>
/// <param name="Decisions">How symbols ended the scans.</param>
/// <param name="Outcomes">How signals ended.</param>
/// <param name="Open">Signals that have no outcome yet.</param>
public sealed record FunnelReport(
    Minute From, Minute To, int Minutes, int Symbols, long Candles, Funnel Decisions, Funnel Outcomes, int Open);
