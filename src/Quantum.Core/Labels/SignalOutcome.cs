using Quantum.Core.Accounting;
using Quantum.Core.Markets;

namespace Quantum.Core.Labels;

/// <summary>What became of a signal that the system itself made at a row.</summary>
/// <param name="Side">Its direction.</param>
/// <param name="Realised">
/// What its trade made by the venue's own rows; <see cref="SideOutcome.Unknown"/> where it was refused or is still
/// open.
/// </param>
public readonly record struct SignalOutcome(Side Side, SideOutcome Realised)
{
    /// <summary>A signal without a trade.</summary>
    public static SignalOutcome Untraded(Side side) => new(side, SideOutcome.Unknown);

    /// <summary>A signal whose trade has ended.</summary>
    public static SignalOutcome Of(Trade trade)
    {
        var minutes = Math.Max(1, Math.Ceiling((trade.ClosedAt - trade.OpenedAt).TotalMinutes));
        return new(trade.Side, new(trade.NetShare, (int)Math.Min(minutes, int.MaxValue)));
    }

    /// <summary>
    /// Whether the trade may stand for the simulated one: one that outlived the horizon (its stop was trailing) tells
    /// of candles that a label may not know.
    /// </summary>
    /// <param name="horizonMinutes">The horizon of the labels.</param>
    public bool Replaces(int horizonMinutes) => Realised.IsKnown && Realised.ExitMinutes <= horizonMinutes;

    /// <summary>
    /// Puts the realised result in the place of the simulated one; the class stays that of the barriers.
    /// </summary>
    /// <param name="label">The simulated label.</param>
    /// <param name="horizonMinutes">The horizon of the labels.</param>
    public TradeLabel ApplyTo(TradeLabel label, int horizonMinutes) =>
        !Replaces(horizonMinutes) ? label
        : Side == Side.Buy ? label with { Long = Realised }
        : label with { Short = Realised };
}
