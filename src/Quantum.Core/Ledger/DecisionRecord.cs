using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Core.Ledger;

/// <summary>How a symbol ended a scan.</summary>
public enum DecisionOutcome
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>All was well and nobody wanted to trade.</summary>
    Hold = 1,

    /// <summary>Something stood against it; the reason says what.</summary>
    Refused = 2,

    /// <summary>A signal went to the executor; its own outcome follows under its id.</summary>
    Queued = 3,
}

/// <summary>The one terminal record of a symbol in a minute. It holds nothing that a replay would not repeat.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Outcome">Hold, refused or queued.</param>
/// <param name="Reason">Why, with both sides of the comparison.</param>
/// <param name="Side">The wish, or None.</param>
/// <param name="Source">Who had it; None where the symbol fell before anybody was asked.</param>
/// <param name="Confidence">The wish's confidence; NaN without one.</param>
/// <param name="Rsi">RSI(14) of the minute; NaN while unknown.</param>
/// <param name="Close">Close of the deciding candle; 0 where there is none.</param>
/// <param name="ModelSilence">
/// Why no model spoke; <see cref="ReasonCode.None"/> where one did or none was asked.
/// </param>
/// <param name="ModelVersion">Version of the bundle that spoke.</param>
public sealed record DecisionRecord(
    Symbol Symbol,
    DecisionOutcome Outcome,
    Reason Reason,
    Side Side,
    SignalSource Source,
    double Confidence,
    double Rsi,
    decimal Close,
    ReasonCode ModelSilence,
    string? ModelVersion)
{
    /// <summary>What the RSI rule says of the minute, whoever decided; neutral where nobody was asked.</summary>
    public Opinion Rule { get; init; } = Opinion.Neutral;

    /// <summary>What each model and the ensemble say; <see langword="null"/> where no model spoke.</summary>
    public ModelScores? Model { get; init; }
}
