using Quantum.App.Ports;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Models;

namespace Quantum.App.Models;

/// <summary>
/// What recent scans saw, as blobs <c>inputs/{day}/{minute}</c>. Only there to judge a new bundle: a lost one is not
/// missed.
/// </summary>
/// <param name="blobs">Where they are kept.</param>
/// <param name="symbolsMax">Symbols per scan; 0 records nothing.</param>
public sealed class InputArchive(IBlobStore blobs, int symbolsMax)
{
    /// <summary>The names begin so.</summary>
    public const string Prefix = "inputs/";

    /// <summary>Minutes that are kept: a day, and an hour to read it in.</summary>
    public const int KeptMinutes = 25 * 60;

    private const int PruneEvery = 60;

    /// <summary>Not the minute of a feature snapshot, so that no scan pays for both.</summary>
    private const int PruneAt = 7;

    /// <summary>Name of what the scan of a minute saw.</summary>
    public static string NameOf(Minute newest) => $"{Prefix}{newest.DayKey}/{newest.Key}";

    /// <summary>Records a scan's newest rows; once an hour what is too old is deleted.</summary>
    /// <param name="window">The window, not empty.</param>
    /// <param name="ct">Cancels in between.</param>
    public async Task WriteAsync(FeatureWindow window, CancellationToken ct)
    {
        if (symbolsMax == 0) return;
        await blobs.TryPutAsync(NameOf(window.Newest), RecordedInput.Encode(window, symbolsMax), ct);
        if (window.Newest.Index % PruneEvery != PruneAt) return;
        var oldest = NameOf(window.Newest - KeptMinutes);
        foreach (var name in await blobs.ListAsync(Prefix, ct))
        {
            if (string.CompareOrdinal(name, oldest) >= 0) break;
            await blobs.TryDeleteAsync(name, ct);
        }
    }

    /// <summary>The recorded scans of the last minutes, ascending, without damaged ones and other schemas.</summary>
    /// <param name="minutes">How many minutes up to the newest recorded one.</param>
    /// <param name="ct">Cancels in between.</param>
    public async IAsyncEnumerable<RecordedInput> ReadAsync(
        int minutes, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var names = await blobs.ListAsync(Prefix, ct);
        foreach (var name in names.TakeLast(minutes))
        {
            if (await blobs.ReadAsync(name, ct) is not { } bytes) continue; // Deleted since the list was made.
            if (TryDecode(bytes) is { } input) yield return input;
        }
    }

    private static RecordedInput? TryDecode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return RecordedInput.Decode(bytes);
        }
        catch (InvalidDataException)
        {
            return null; // One scan less to judge by; nothing depends on it.
        }
    }
}
