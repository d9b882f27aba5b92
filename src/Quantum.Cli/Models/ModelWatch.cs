using System.Security.Cryptography;
using Quantum.App.Models;
using Quantum.Core.Models;

namespace Quantum.Cli.Models;

/// <summary>
/// Looks into the watched folders: a bundle that appears there is promoted like a blob in the cloud. One that was
/// judged before is judged again only after its files changed.
/// </summary>
/// <param name="folders">The folders.</param>
/// <param name="models">Judges and lists.</param>
internal sealed class ModelWatch(IReadOnlyList<string> folders, ModelUseCases models)
{
    /// <summary>Time between two looks, by the machine's clock.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _judged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>What lies there when a run begins is whole, and is judged before the first minute.</summary>
    public async Task<IReadOnlyList<ModelVerdict>> BeginAsync(CancellationToken ct)
    {
        var known = (await models.List.HandleAsync(ct)).Models.Where(entry => entry.Verdict is not null)
            .ToDictionary(entry => entry.Version, entry => entry.Verdict!.ManifestSha256);
        foreach (var folder in Found())
        {
            // The verdict of an earlier run on this state stands, so that a rolled-back bundle stays rolled back.
            var manifest = await File.ReadAllBytesAsync(Path.Combine(folder, ModelManifest.FileName), ct);
            var hash = Convert.ToHexStringLower(SHA256.HashData(manifest));
            if (known.GetValueOrDefault(BundleNames.Safe(NameOf(folder))) == hash)
                _judged[folder] = BundleFolder.Fingerprint(folder);
        }

        return await JudgeAsync(folder => true, ct);
    }

    /// <summary>Looks once. A folder is judged when it was the same at the look before: nobody writes to it.</summary>
    public async Task<IReadOnlyList<ModelVerdict>> LookAsync(CancellationToken ct)
    {
        var verdicts = await JudgeAsync(
            folder => _seen.GetValueOrDefault(folder) == BundleFolder.Fingerprint(folder), ct);
        foreach (var folder in Found()) _seen[folder] = BundleFolder.Fingerprint(folder);
        return verdicts;
    }

    /// <summary>Looks until it is cancelled, and tells every verdict.</summary>
    /// <param name="tell">Gets each verdict, and what went wrong with a look.</param>
    /// <param name="ct">Ends it.</param>
    public async Task RunAsync(Action<string> tell, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                try
                {
                    foreach (var verdict in await LookAsync(ct)) tell(ModelText.Sentence(verdict));
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException or TimeoutException
                    or Adapters.Sqlite.SqliteStoreException)
                {
                    tell($"The models folder could not be read: {error.Message}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private async Task<IReadOnlyList<ModelVerdict>> JudgeAsync(Func<string, bool> isSettled, CancellationToken ct)
    {
        var verdicts = new List<ModelVerdict>();
        var fresh = Found().Where(folder => _judged.GetValueOrDefault(folder) != BundleFolder.Fingerprint(folder))
            .Where(isSettled).Select(folder => (Folder: folder, Content: BundleFolder.Read(folder)));

        // The one made last is promoted last, and so serves.
        foreach (var (folder, content) in fresh.OrderBy(found => MadeAt(found.Content)).ToList())
        {
            _judged[folder] = BundleFolder.Fingerprint(folder);
            verdicts.Add(await models.Promote.PushAsync(content, acceptsRate: false, ct));
        }

        return verdicts;
    }

    private IEnumerable<string> Found() => folders.SelectMany(BundleFolder.Find);

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    private static DateTimeOffset MadeAt(BundleContent content) =>
        content.Manifest is { } bytes && ManifestReader.Read(bytes).Manifest is { } manifest
            ? manifest.CreatedAt
            : DateTimeOffset.MinValue;
}
