namespace Quantum.Core.Models;

/// <summary>What the system must know of a bundle without opening it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="DataFrom">First candle that it learnt from, UTC.</param>
/// <param name="DataTo">End of the last candle that it learnt from, UTC.</param>
/// <param name="DataRows">Rows that it learnt from.</param>
/// <param name="DataSymbols">Contracts that it learnt from.</param>
/// <param name="DataSources">Files that it learnt from.</param>
/// <param name="IsSigned">Whether a trusted key signed it.</param>
/// <param name="ApprovedForLive">Whether training approved it for more than Paper.</param>
/// <param name="ApprovalReason">Why, or why not.</param>
/// <param name="ExpectedSignalsPerDay">Signals per day over 222 symbols.</param>
/// <param name="ExpectedNetReturn">Net return per signal after all costs; <see langword="null"/> where untold.</param>
public sealed record BundleSummary(string Version, DateTimeOffset CreatedAt, DateTimeOffset DataFrom,
    DateTimeOffset DataTo, long DataRows, int DataSymbols, int DataSources, bool IsSigned, bool ApprovedForLive,
    string ApprovalReason, double ExpectedSignalsPerDay, SidePair? ExpectedNetReturn)
{
    /// <summary>Of a manifest.</summary>
    public static BundleSummary Of(ModelManifest manifest, bool isSigned) => new(manifest.Version, manifest.CreatedAt,
        manifest.Data.From, manifest.Data.To, manifest.Data.Rows, manifest.Data.Symbols.Count,
        manifest.Data.Sources.Count, isSigned, manifest.ApprovedForLive, manifest.ApprovalReason,
        manifest.ExpectedSignalsPerDay, manifest.Thresholds.ExpectedNetReturn);
}
