using System.Text.Json;

namespace Quantum.Datasets;

/// <summary>
/// The folder of a data set, and whether it may be replaced. From the first file on it holds a description, or its
/// place-holder <c>dataset.json.new</c> while there is none: arrays alone may be somebody else's.
/// </summary>
public static class DatasetFolder
{
    internal const string PlaceHolderName = DatasetDescription.FileName + ".new";

    /// <summary>Why a data set cannot go into a folder.</summary>
    /// <returns>
    /// <see langword="null"/> where there is no such folder, nothing in it, or nothing but a data set, be it one that
    /// was broken off; else what stands against it, to be put behind the folder's name.
    /// </returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static string? Refusal(string directory)
    {
        if (!Directory.Exists(directory)) return null;
        var entries = new DirectoryInfo(directory).EnumerateFileSystemInfos().ToList();
        if (entries.Count == 0) return null;
        var foreign = entries.Where(entry => entry is not FileInfo || !IsOurs(entry.Name))
            .Select(entry => entry.Name).Min(StringComparer.Ordinal);
        if (foreign is not null) return $"holds '{foreign}', which is no part of a data set";
        var description = Path.Combine(directory, DatasetDescription.FileName);
        if (File.Exists(description))
        {
            return IsDescription(description)
                ? null
                : $"holds a {DatasetDescription.FileName} that is not one of this program";
        }

        return File.Exists(Path.Combine(directory, PlaceHolderName))
            ? null
            : $"holds files named like those of a data set and no {DatasetDescription.FileName}; they may be yours";
    }

    /// <summary>Makes a folder and marks it as that of a data set in the making, unless it is one already.</summary>
    /// <param name="directory">A folder that nothing stands against.</param>
    /// <returns>What undoes that, unless it is kept.</returns>
    /// <exception cref="IOException">It cannot be written into.</exception>
    public static DatasetClaim Claim(string directory)
    {
        var isFree = !File.Exists(Path.Combine(directory, DatasetDescription.FileName))
            && !File.Exists(Path.Combine(directory, PlaceHolderName));
        var claim = new DatasetClaim(isFree ? Path.Combine(directory, PlaceHolderName) : null, Missing(directory));
        Directory.CreateDirectory(directory);
        if (isFree) Mark(directory);
        return claim;
    }

    /// <summary>Takes the description of an older data set away before its arrays are replaced.</summary>
    internal static void Withdraw(string directory)
    {
        Directory.CreateDirectory(directory);
        Mark(directory); // first: one of the two is there, whenever the process ends
        File.Delete(Path.Combine(directory, DatasetDescription.FileName));
    }

    /// <summary>Puts the description in the place of its place-holder, whole or not at all.</summary>
    internal static void Describe(string directory, ReadOnlySpan<byte> description)
    {
        var path = Path.Combine(directory, PlaceHolderName);
        File.WriteAllBytes(path, description);
        File.Move(path, Path.Combine(directory, DatasetDescription.FileName), overwrite: true);
    }

    /// <summary>The folders of a path that are not there, the innermost first.</summary>
    private static List<string> Missing(string directory)
    {
        var missing = new List<string>();
        for (var at = new DirectoryInfo(directory); at is { Exists: false }; at = at.Parent) missing.Add(at.FullName);
        return missing;
    }

    private static void Mark(string directory) =>
        File.WriteAllBytes(Path.Combine(directory, PlaceHolderName), "{\"isComplete\": false}\n"u8);

    private static bool IsOurs(string name) => name is DatasetDescription.FileName or PlaceHolderName
        or CandleSpool.FileName || DatasetFiles.Names.Contains(name, StringComparer.Ordinal);

    private static bool IsDescription(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            using var json = JsonDocument.Parse(file);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("schemaHash", out _)
                && json.RootElement.TryGetProperty("format", out _)
                && json.RootElement.TryGetProperty("files", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
