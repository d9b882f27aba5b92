using Quantum.Core.Features;
using Quantum.Core.Models;

namespace Quantum.Core.Tests.Models;

/// <summary>A manifest that passes every gate, to be broken in one way.</summary>
internal static class ManifestSample
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static readonly Calibration Same = new(1, [0, 0, 0]);

    /// <summary>Expects six signals a day.</summary>
    public static ModelManifest Sound { get; } = new()
    {
        Format = 1,
        Version = "2025.1",
        CreatedAt = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero),
        SchemaHash = FeatureSchema.Hash,
        Steps = 64,
        FeatureCount = FeatureSchema.Count,
        Data = new(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero), 1000,
            ["BTCUSDT"], [new("a.csv.gz", "00", 1000)]),
        Calibration = new(Same, Same, Same, 0.01),
        Ensemble = new(0.5, 0.5),
        Thresholds = new(0.6, 0.6, new(3, 3), null),
        ApprovedForLive = true,
        Files = BundleNames.Required.ToDictionary(name => name, _ => new BundleFile(0, EmptyHash)),
    };
}
