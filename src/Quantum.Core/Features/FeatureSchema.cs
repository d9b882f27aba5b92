using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quantum.Core.Features;

/// <summary>
/// The ordered list of features that live, backtest and training share. Data sets, models and snapshots carry its
/// <see cref="Hash"/>: whoever was made with another schema is refused instead of misread.
/// </summary>
public static class FeatureSchema
{
    /// <summary>To be raised when a figure is computed differently while its definition reads the same.</summary>
    public const int Version = 2;

    /// <summary>
    /// Unbroken candles before a row can exist at all: fifteen whole 15-minute candles, the first of which may begin
    /// up to fourteen minutes late.
    /// </summary>
    public const int CandlesMin = (15 * SymbolFeatures.QuarterHour) + SymbolFeatures.QuarterHour - 1;

    /// <summary>What an older start may still change after the warm-up, as a share of the feature's range.</summary>
    public const double ToleranceShare = 0.001;

    /// <summary>The contract that returns are compared with.</summary>
    public const string ReferenceSymbol = "BTCUSDT";

    /// <summary>Candles of the return that is compared across the universe.</summary>
    public const int CrossSectionLag = 15;

    private static readonly FeatureDefinition[] UniverseDefinitions =
    [
        .. CalendarFeatures.Definitions,
        new("btc_relative_return_15",
            "return_15 less that of BTCUSDT at the same minute, or less the median of all symbols where BTCUSDT has "
            + "none",
            "log share", -1, 1, CrossSectionLag + 1),
        new("return_rank_15",
            "Share of the other symbols whose return_15 is lower, equal ones counted half; 0.5 for a symbol alone",
            "share", 0, 1, CrossSectionLag + 1),
        new("funding_rate",
            "Rate of the newest funding payment settled by the minute of the candle's open; > 0 where longs paid, 0 "
            + "where none is known",
            "share of position value", -0.05, 0.05, 1),
    ];

    /// <summary>
    /// Every feature in the order of the columns: first those of one symbol alone, then those of the universe.
    /// </summary>
    public static IReadOnlyList<FeatureDefinition> All { get; } =
    [
        .. PriceFeatures.Definitions, .. OscillatorFeatures.Definitions, .. TrendFeatures.Definitions,
        .. VolumeFeatures.Definitions, .. ChannelFeatures.Definitions, .. QuarterFeatures.Definitions,
        .. UniverseDefinitions,
    ];

    /// <summary>Columns of a row.</summary>
    public static int Count { get; } = All.Count;

    /// <summary>Columns that <see cref="SymbolFeatures"/> fills; <see cref="CrossSection"/> fills the rest.</summary>
    public static int OwnCount { get; } = Count - UniverseDefinitions.Length;

    /// <summary>Unbroken candles after which every feature has forgotten where its state began.</summary>
    public static int WarmUp { get; } = All.Max(definition => definition.WarmUp);

    /// <summary>
    /// SHA-256 over the version and every word and number of the definitions, 64 lower-case hexadecimal digits.
    /// </summary>
    public static string Hash { get; } = ComputeHash();

    /// <summary>The first eight digits of <see cref="Hash"/>, for names.</summary>
    public static string ShortHash { get; } = Hash[..8];

    internal static double[] Minimums { get; } = [.. All.Select(definition => definition.Minimum)];

    internal static double[] Maximums { get; } = [.. All.Select(definition => definition.Maximum)];

    private static string ComputeHash()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"quantum features {Version}\n"));
        foreach (var (name, definition, unit, minimum, maximum, warmUp) in All)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{name}\t{definition}\t{unit}\t{minimum:R}\t{maximum:R}\t{warmUp}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
