using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Features;
using Quantum.Core.Reasons;

namespace Quantum.Datasets;

/// <summary>How rows were labelled.</summary>
internal sealed record LabelDescription(int HorizonMinutes, double StopAtrMultiple, double StopMinShare,
    double StopMaxShare, double TakeProfitRatio, double TakerFeeRate, double SlippageBps);

/// <summary><c>dataset.json</c>: what a data set is, written after all its arrays.</summary>
internal sealed record DatasetDescription
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "dataset.json";

    /// <summary>To be raised when arrays or keys change their meaning.</summary>
    public const int FormatNumber = 1;

    public int Format { get; init; } = FormatNumber;

    public string SchemaHash { get; init; } = FeatureSchema.Hash;

    public int SchemaVersion { get; init; } = FeatureSchema.Version;

    public IReadOnlyList<string> Features { get; init; } = [.. FeatureSchema.All.Select(feature => feature.Name)];

    public required long Rows { get; init; }

    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>Open time of the first row; <see langword="null"/> without rows.</summary>
    public required string? From { get; init; }

    /// <summary>End of the last row's candle, exclusive; <see langword="null"/> without rows.</summary>
    public required string? To { get; init; }

    public required LabelDescription Label { get; init; }

    public required ClassCounts ClassCounts { get; init; }

    /// <summary>Candles that gave no row, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    /// <summary>Rows of minutes without a return of BTCUSDT.</summary>
    public required long RowsWithoutReference { get; init; }

    /// <summary>Rows of minutes in which no other contract has one.</summary>
    public required long RowsAlone { get; init; }

    /// <summary>Rows without a payment settled within 8 hours and a minute before them.</summary>
    public required long RowsWithoutFunding { get; init; }

    /// <summary>The same for each contract.</summary>
    public required IReadOnlyDictionary<string, long> RowsWithoutFundingBySymbol { get; init; }

    /// <summary>Contracts of which no funding is recorded.</summary>
    public required IReadOnlyList<string> SymbolsWithoutFundingFile { get; init; }

    /// <summary>Signals of the system itself that joined; without a state there are none.</summary>
    public required OutcomeCounts Outcomes { get; init; }

    public required IReadOnlyList<DatasetSource> Sources { get; init; }

    /// <summary>The run whose signals and trades were read; <see langword="null"/> without one.</summary>
    public required RunSource? Run { get; init; }

    /// <summary>The options as typed.</summary>
    public required DatasetOrder? Options { get; init; }

    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public required string CodeCommit { get; init; }

    /// <summary>Writes the description, whole or not at all.</summary>
    public static void Write(
        DatasetRequest request, DatasetReport report, IReadOnlyDictionary<string, string> hashes)
    {
        var exit = request.Labels.Exit;
        var description = new DatasetDescription
        {
            Rows = report.Rows,
            Symbols = [.. report.Contracts.Select(contract => contract.Symbol.Name)],
            From = Show(report.Contracts.Min(contract => contract.First)),
            To = Show(report.Contracts.Max(contract => contract.Last)?.AddMinutes(1)),
            Label = new(request.Labels.HorizonMinutes, exit.StopAtrMultiple, exit.StopMinShare, exit.StopMaxShare,
                exit.TakeProfitRatio, request.Labels.TakerFeeRate, request.Labels.SlippageBps),
            ClassCounts = report.Classes,
            Refusals = report.Refusals.ToDictionary(
                refusal => ReasonCatalog.Of(refusal.Key).Name, refusal => refusal.Value),
            RowsWithoutReference = report.WithoutReference,
            RowsAlone = report.Alone,
            RowsWithoutFunding = report.WithoutFunding,
            RowsWithoutFundingBySymbol = report.Contracts.ToDictionary(
                contract => contract.Symbol.Name, contract => contract.WithoutFunding),
            SymbolsWithoutFundingFile = [.. report.Contracts.Where(contract => !contract.HasFundingFile)
                .Select(contract => contract.Symbol.Name)],
            Outcomes = report.Outcomes,
            Sources = [.. request.Contracts.SelectMany(contract => contract.Sources)],
            Run = request.Run,
            Options = request.Options,
            Files = hashes,
            CodeCommit = request.CodeCommit,
        };
        DatasetFolder.Describe(request.Directory,
            JsonSerializer.SerializeToUtf8Bytes(description, DatasetJson.Default.DatasetDescription));
    }

    private static string? Show(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}

/// <summary>How the description is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DatasetDescription))]
internal sealed partial class DatasetJson : JsonSerializerContext;
