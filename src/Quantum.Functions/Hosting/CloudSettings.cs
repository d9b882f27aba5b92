using System.Globalization;
using Microsoft.Extensions.Configuration;
using Quantum.Adapters.Azure;
using Quantum.App.Hosting;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Simulation.Markets;
using Names = Quantum.App.Hosting.CloudNames.Settings;

namespace Quantum.Functions.Hosting;

/// <summary>
/// What the application settings say, read once at the start. Whatever is wrong becomes a reason that bars entries and
/// stands on the status page; a host that does not start could not say why.
/// </summary>
public sealed record CloudSettings
{
    /// <summary>The setting of <see cref="ExchangeAddress"/>.</summary>
    public const string ExchangeAddressName = "Exchange__Address";

    /// <summary>Mode and limits, as far as they could be read.</summary>
    public required TradingSettings Trading { get; init; }

    /// <summary>Storage account.</summary>
    public required AzureStorageOptions Storage { get; init; }

    /// <summary>
    /// Whether missing tables, containers and queues are made: where a connection string is used, as with the emulator.
    /// </summary>
    public bool CreatesStorage => Storage.ConnectionString is not null;

    /// <summary>Where prices come from. Default the exchange.</summary>
    public MarketKind Market { get; init; }

    /// <summary>Seed of the invented market; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Contracts of the invented market; default 222; 1 to 500.</summary>
    public int SymbolCount { get; init; } = 222;

    /// <summary>
    /// An address instead of the exchange's own, for a mirror or a fake venue; <see langword="null"/> for its own.
    /// </summary>
    public Uri? ExchangeAddress { get; init; }

    /// <summary>The exchange key; <see langword="null"/> where none is set. Never logged.</summary>
    public string? ExchangeKey { get; init; }

    /// <summary>Its secret; <see langword="null"/> where none is set. Never logged.</summary>
    public string? ExchangeSecret { get; init; }

    /// <summary>
    /// Why no venue can be opened: the mode cannot be read, or it lacks its keys. Positions must not be looked after at
    /// another venue than their own. <see langword="null"/> when one can.
    /// </summary>
    public Reason? VenueProblem { get; init; }

    /// <summary>Everything that is wrong, in words; empty when nothing is.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The first thing that is wrong, as a reason; <see langword="null"/> when nothing is.</summary>
    public Reason? Problem { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="ArgumentException">
    /// The storage account cannot be told from them; without it nothing can be shown either.
    /// </exception>
    public static CloudSettings Read(IConfiguration configuration)
    {
        var unresolved = Unresolved(configuration);
        var (trading, wrong) = ReadTrading(configuration);
        var market = ReadMarket(configuration, trading.Mode, wrong);
        var address = ReadExchangeAddress(configuration, wrong);
        var key = Secret(configuration, Names.ExchangeApiKey);
        var secret = Secret(configuration, Names.ExchangeApiSecret);
        if (market is { IsKnown: true, Kind: MarketKind.Binance } && ExchangeLink.Absence is { } absence)
            wrong.Add(absence);
        var lacksKeys = trading.Mode != TradingMode.Paper && (key is null || secret is null);
        if (trading.Mode == TradingMode.Paper)
            unresolved.RemoveAll(name => name is Names.ExchangeApiKey or Names.ExchangeApiSecret); // Paper needs none.
        List<string> details =
            [.. unresolved.Select(name => $"{name} holds an unresolved Key Vault reference."), .. wrong];
        if (lacksKeys) details.Add($"{Names.ExchangeApiKey} and {Names.ExchangeApiSecret}: {trading.Mode} needs both.");
        return new CloudSettings
        {
            Trading = trading,
            Storage = ReadStorage(configuration),
            Market = market.Kind,
            Seed = market.Seed,
            SymbolCount = market.SymbolCount,
            ExchangeAddress = address,
            ExchangeKey = key,
            ExchangeSecret = secret,
            Details = details,
            VenueProblem = !IsModeReadable(configuration) ? new Reason(ReasonCode.SettingWrong)
                : lacksKeys ? new Reason(ReasonCode.KeysMissing)
                : !market.IsKnown || (market.Kind == MarketKind.Binance && ExchangeLink.Absence is not null)
                    ? new Reason(ReasonCode.SettingWrong)
                : null,
            Problem = unresolved.Count > 0 ? new Reason(ReasonCode.SettingUnresolved)
                : lacksKeys ? new Reason(ReasonCode.KeysMissing)
                : wrong.Count > 0 ? new Reason(ReasonCode.SettingWrong)
                : null,
        };
    }

    private static bool IsModeReadable(IConfiguration configuration) =>
        configuration[Names.Mode] is not { Length: > 0 } mode
        || (Enum.TryParse<TradingMode>(mode, ignoreCase: true, out var known) && Enum.IsDefined(known));

    private static List<string> Unresolved(IConfiguration configuration) =>
    [
        .. configuration.AsEnumerable()
            .Where(pair => pair.Value?.StartsWith(Names.VaultReferencePrefix, StringComparison.Ordinal) == true)
            .Select(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static (TradingSettings Settings, List<string> Wrong) ReadTrading(IConfiguration configuration)
    {
        var values = configuration.AsEnumerable()
            .Where(pair => pair.Value is not null
                && pair.Key.StartsWith(Names.TradingPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(pair => pair.Key[Names.TradingPrefix.Length..], pair => pair.Value!,
                StringComparer.OrdinalIgnoreCase);
        if (configuration[Names.Mode] is { Length: > 0 } mode) values[Names.Mode] = mode;
        var (settings, problems) = SettingsCatalog.Read(values);
        return (settings, [.. problems]);
    }

    private static (MarketKind Kind, bool IsKnown, ulong Seed, int SymbolCount) ReadMarket(
        IConfiguration configuration, TradingMode mode, List<string> wrong)
    {
        var (kind, isKnown, seed, count) = (MarketKind.Binance, true, 1UL, 222);
        if (configuration[Names.Market] is { Length: > 0 } text && !TryParse(text, out kind))
        {
            wrong.Add($"{Names.Market} = '{text}': must be Binance or Generated.");
            (kind, isKnown) = (MarketKind.Binance, false);
        }

        if (kind == MarketKind.Generated && mode != TradingMode.Paper)
        {
            wrong.Add($"{Names.Market} = '{kind}': {mode} trades at the exchange; only Paper may invent its market.");
            kind = MarketKind.Binance;
        }

        if (Text(configuration, Names.GeneratedSeed) is { } seedText
            && !ulong.TryParse(seedText, NumberStyles.None, CultureInfo.InvariantCulture, out seed))
            wrong.Add($"{Names.GeneratedSeed} = '{seedText}': must be a whole number from 0 to {ulong.MaxValue}.");
        if (Text(configuration, Names.GeneratedSymbols) is { } countText
            && !(int.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out count)
                && count is >= 1 and <= GeneratedMarketOptions.SymbolCountMax))
        {
            wrong.Add($"{Names.GeneratedSymbols} = '{countText}': must be a whole number from 1 to "
                + $"{GeneratedMarketOptions.SymbolCountMax}.");
            count = 222;
        }

        return (kind, isKnown, seed, count);
    }

    private static bool TryParse(string text, out MarketKind kind) =>
        Enum.TryParse(text, ignoreCase: true, out kind) && Enum.IsDefined(kind) && text.All(char.IsAsciiLetter);

    private static Uri? ReadExchangeAddress(IConfiguration configuration, List<string> wrong)
    {
        if (Text(configuration, ExchangeAddressName) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        wrong.Add($"{ExchangeAddressName} = '{text}': must be an address like https://fapi.example.com.");
        return null;
    }

    private static AzureStorageOptions ReadStorage(IConfiguration configuration)
    {
        if (Text(configuration, Names.Storage) is { } connection) return new() { ConnectionString = connection };
        var tables = Text(configuration, Names.TableServiceUri);
        if (tables is null) return new() { ConnectionString = AzureStorageOptions.Development };
        return new AzureStorageOptions
        {
            TableEndpoint = Address(Names.TableServiceUri, tables),
            QueueEndpoint = Address(Names.QueueServiceUri, Text(configuration, Names.QueueServiceUri)),
            BlobEndpoint = Address(Names.BlobServiceUri, Text(configuration, Names.BlobServiceUri)),
            ClientId = Text(configuration, Names.StorageClientId) ?? Text(configuration, Names.IdentityClientId),
        };
    }

    private static Uri Address(string name, string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw new ArgumentException($"{name} = '{text}': must be the address of a storage service.");

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[CloudNames.ConfigurationKey(name)] is { Length: > 0 } text ? text : null;

    private static string? Secret(IConfiguration configuration, string name) =>
        Text(configuration, name) is { } text && !text.StartsWith(Names.VaultReferencePrefix, StringComparison.Ordinal)
            ? text
            : null;
}
