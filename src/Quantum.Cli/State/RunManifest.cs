using System.Text.Json.Serialization;
using Quantum.Core.Settings;

namespace Quantum.Cli.State;

/// <summary>What a state directory holds the run of; a later start must mean the same market.</summary>
internal sealed record RunManifest
{
    /// <summary>Partition and row in the store.</summary>
    public const string Partition = "run";

    /// <summary>The one row.</summary>
    public const string Row = "manifest";

    /// <summary><c>sim</c>, <c>replay</c> or <c>binance</c>.</summary>
    public required string Market { get; init; }

    /// <summary>Paper, test network or real money: one account's books, never another's.</summary>
    public TradingMode Mode { get; init; }

    /// <summary>Seed of a generated market.</summary>
    public ulong Seed { get; init; }

    /// <summary>Contracts of a generated market.</summary>
    public int SymbolCount { get; init; }

    /// <summary>Full path of the replayed data.</summary>
    public string? Data { get; init; }

    /// <summary>Symbols replayed, or <c>all</c>.</summary>
    public string Symbols { get; init; } = "all";

    /// <summary>Where the run began, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Where a replay ends, exclusive, UTC.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Whether the run's clock is the machine's.</summary>
    public bool IsRealTime { get; init; }

    /// <summary>Settings that differ from their defaults: what a command beside the run must judge by.</summary>
    /// <remarks>One <c>Key=Value</c> a line.</remarks>
    public string Settings { get; init; } = "";

    /// <summary>Settings as the manifest keeps them.</summary>
    public static string TextOf(TradingSettings settings) =>
        string.Join('\n', SettingsCatalog.Changed(settings).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>The settings of the run.</summary>
    /// <exception cref="StateException">A stored value is not allowed.</exception>
    public TradingSettings ReadSettings()
    {
        var lines = Settings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2));
        var (settings, problems) = SettingsCatalog.Read(lines.Select(part => KeyValuePair.Create(part[0], part[^1])));
        return problems.Count == 0
            ? settings
            : throw new StateException($"The run holds a wrong setting: {problems[0]}");
    }

    /// <summary>Whether both mean the same candles.</summary>
    public bool IsSameMarket(RunManifest other) =>
        (Market, Mode, Seed, SymbolCount, Data, Symbols)
            == (other.Market, other.Mode, other.Seed, other.SymbolCount, other.Data, other.Symbols);

    /// <summary>The market in words.</summary>
    public override string ToString() => Market switch
    {
        "sim" => $"generated market, seed {Seed}, {SymbolCount} symbols",
        "binance" => $"live market of Binance, {Mode}",
        _ => $"replay of {Data}, symbols {Symbols}",
    };
}

/// <summary>JSON of the manifest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class RunJson : JsonSerializerContext;
