using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Diagnosis;

/// <summary>Facts of a system that works: 222 symbols just decided, books that balance, no signal.</summary>
public static class DiagnosisSample
{
    /// <summary>The facts.</summary>
    public static SystemFacts Facts { get; } = new()
    {
        Now = Sample.Now,
        LastScan = Sample.Minute,
        ScanLagSeconds = 2.345,
        Symbols = 222,
        LastDecisions = Count((ReasonCode.RuleNeutral, 220), (ReasonCode.DataWarmUp, 2)),
        HourDecisions = Count((ReasonCode.RuleNeutral, 13_000), (ReasonCode.DataWarmUp, 320)),
        HourOutcomes = Count(),
        LastTick = Sample.Now.AddSeconds(-4),
        State = new(TradingStateKind.Active, []),
        Risk = RiskBook.Empty,
        Books = Sample.Books(),
        Positions = [],
        UnprotectedSecondsMax = 1.25,
    };

    /// <summary>A funnel of so many of each reason.</summary>
    public static Funnel Count(params (ReasonCode Code, int Count)[] lines)
    {
        var funnel = new Funnel();
        foreach (var (code, count) in lines) funnel.Add(code, SignalSource.RuleRsi, Side.Buy, count);
        return funnel;
    }
}
