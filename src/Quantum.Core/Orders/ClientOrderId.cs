using System.Text.RegularExpressions;
using Quantum.Core.Signals;

namespace Quantum.Core.Orders;

/// <summary>The part an order plays in the life of a position.</summary>
public enum OrderLeg
{
    /// <summary>Not set; every use throws.</summary>
    None = 0,

    /// <summary>Opens the position at market.</summary>
    Entry = 1,

    /// <summary>The protective stop-loss that rests at the venue.</summary>
    Stop = 2,

    /// <summary>The take-profit that rests at the venue.</summary>
    TakeProfit = 3,

    /// <summary>Closes the position at market, reduce-only.</summary>
    Exit = 4,

    /// <summary>The temporary stop that guards while <see cref="Stop"/> is being moved, reduce-only.</summary>
    Bridge = 5,
}

/// <summary>
/// Our name for an order at the venue: <c>{account}-{signal id}-{leg}{epoch}</c>, e.g. <c>p01-abcd…-e0</c>. At most 36
/// of <c>[.A-Z:/a-z0-9_-]</c> (Binance <c>newClientOrderId</c>). Unique among open orders only, so it does not make an
/// order safe to send twice: the write-ahead intent does.
/// </summary>
public readonly partial record struct ClientOrderId
{
    /// <summary>The most characters the venue takes.</summary>
    public const int LengthMax = 36;

    /// <summary>
    /// Begins the id that the venue gives to the order of a liquidation. Deleveraging (<c>adl_autoclose</c>) and the
    /// end of a contract (<c>settlement_autoclose-</c>) begin otherwise.
    /// </summary>
    public const string LiquidationPrefix = "autoclose-";

    private const string Legs = "?estxb";
    private readonly string? _text;

    private ClientOrderId(string text) => _text = text;

    /// <summary>The id as sent.</summary>
    /// <exception cref="InvalidOperationException">The id is <c>default</c>.</exception>
    public string Text => _text ?? throw new InvalidOperationException("ClientOrderId was never set.");

    /// <summary>Whether the venue liquidated with this order.</summary>
    public bool IsLiquidation => Text.StartsWith(LiquidationPrefix, StringComparison.Ordinal);

    /// <summary>Derives the id of one leg.</summary>
    /// <param name="account">Environment letter and account number, e.g. <c>p01</c> for paper account 01.</param>
    /// <param name="signal">The signal that the position came from.</param>
    /// <param name="leg">The order's part.</param>
    /// <param name="epoch">0 for the first order of the leg, counted up each time the leg is placed anew.</param>
    public static ClientOrderId For(string account, SignalId signal, OrderLeg leg, int epoch)
    {
        if (leg == OrderLeg.None) throw new ArgumentOutOfRangeException(nameof(leg), leg, "A leg must be set.");
        return Of($"{account}-{signal.Text}-{Legs[(int)leg]}{epoch}");
    }

    /// <summary>Reads any id, ours or foreign.</summary>
    /// <exception cref="FormatException">The venue would refuse it.</exception>
    public static ClientOrderId Of(string text) => Shape().IsMatch(text)
        ? new(text)
        : throw new FormatException($"'{text}' is not a client order id: 1 to {LengthMax} of [.A-Z:/a-z0-9_-].");

    /// <summary>
    /// Whether an order of this id belongs to the account; anything else is foreign and never adopted.
    /// </summary>
    public bool BelongsTo(string account) => Text.StartsWith(account + "-", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _text ?? "(no order)";

    [GeneratedRegex(@"\A[\.A-Z\:/a-z0-9_-]{1,36}\z")]
    private static partial Regex Shape();
}
