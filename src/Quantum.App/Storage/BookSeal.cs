using Quantum.Core.Settings;

namespace Quantum.App.Storage;

/// <summary>Whose book a storage holds; written once, before the book itself.</summary>
/// <param name="Mode">Paper, test network or real money.</param>
/// <param name="Market">The market that its positions are in, e.g. <c>Binance</c>.</param>
/// <param name="Account">The account, as in every order id.</param>
public sealed record BookSeal(TradingMode Mode, string Market, string Account)
{
    /// <summary>Partition of the one row.</summary>
    public const string Partition = "seal";

    /// <summary>The one row.</summary>
    public const string Row = "book";

    /// <summary>The book of these settings.</summary>
    /// <param name="settings">Mode and account.</param>
    /// <param name="market">The market.</param>
    public static BookSeal Of(TradingSettings settings, string market) =>
        new(settings.Mode, market, settings.Execution.Account);

    /// <summary>In words.</summary>
    public override string ToString() => $"{Mode} at {Market}, account {Account}";
}
