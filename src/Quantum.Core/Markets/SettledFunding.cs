namespace Quantum.Core.Markets;

/// <summary>One funding payment of a contract that has been settled.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="At">When it was settled, UTC, as the venue says it: often a few milliseconds after the hour.</param>
/// <param name="Rate">Share of the position value; longs paid shorts when &gt; 0.</param>
public readonly record struct SettledFunding(Symbol Symbol, DateTimeOffset At, double Rate);
