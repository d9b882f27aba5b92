using System.Globalization;

namespace Quantum.Core.Settings;

/// <summary>What has to be said on purpose before real money moves, and how often it is checked.</summary>
public sealed record LiveSettings
{
    /// <summary>The most days that live trading can be armed for, today included.</summary>
    public const int ArmedDaysMax = 92;

    /// <summary>
    /// Account and last UTC day of live trading, e.g. l01/2025-06-30. Unit: text. Default empty: not armed.
    /// </summary>
    [Setting("Account and last UTC day of live trading, e.g. l01/2025-06-30; belongs to Mode = Live and only to it.",
        "account/yyyy-MM-dd", double.NaN, double.NaN, "J: real money needs two words, and the second one expires")]
    public string ArmedFor { get; init; } = "";

    /// <summary>Time after which a preflight is repeated: a key can lose rights. Unit: min. Default 10.</summary>
    [Setting("Time after which a preflight is repeated, because a key can lose rights.", "min", 1, 60, "J")]
    public int PreflightEveryMinutes { get; init; } = 10;

    /// <summary>Trading perpetuals that the venue must list at least. Unit: contracts. Default 10.</summary>
    [Setting("Trading perpetuals that the venue must list at least: fewer mean a wrong address or quote asset.",
        "contracts", 1, 500, "J")]
    public int SymbolsMin { get; init; } = 10;

    /// <summary>Reads <see cref="ArmedFor"/>.</summary>
    /// <param name="text">The setting.</param>
    /// <param name="account">The account that it names.</param>
    /// <param name="lastDay">The last UTC day on which live entries are allowed.</param>
    /// <returns>False where the text is not <c>account/yyyy-MM-dd</c>.</returns>
    public static bool TryReadArming(string text, out string account, out DateOnly lastDay)
    {
        (account, lastDay) = ("", default);
        var parts = text.Split('/');
        if (parts.Length != 2 || !DateOnly.TryParseExact(
            parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out lastDay)) return false;
        account = parts[0];
        return account.Length == 3 && account.All(char.IsAsciiLetterOrDigit);
    }

    /// <summary>Half-configured modes: each problem names what to set.</summary>
    public static IEnumerable<string> Problems(TradingSettings settings)
    {
        var (mode, account, armed) = (settings.Mode, settings.Execution.Account, settings.Live.ArmedFor);
        var letter = char.ToLowerInvariant(mode.ToString()[0]);
        if (mode != TradingMode.Paper && account.Length > 0 && account[0] != letter)
            yield return $"Mode = {mode}: Execution:Account = '{account}' must begin with '{letter}', e.g. {letter}01.";
        if (mode != TradingMode.Live)
        {
            if (armed.Length > 0) yield return $"Live:ArmedFor = '{armed}': belongs to Mode = Live; Mode is {mode}.";
            yield break;
        }

        if (!TryReadArming(armed, out var named, out _))
            yield return $"Mode = Live: Live:ArmedFor = '{armed}' must be {account}/yyyy-MM-dd, "
                + "the account and the last day of live trading.";
        else if (named != account)
            yield return $"Live:ArmedFor = '{armed}': names account {named}, but Execution:Account is {account}.";
    }
}
