using System.Security.Cryptography;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Archive;

/// <summary>
/// Downloaded files on disk, with the archive's own paths: <c>X.zip</c> once it is verified, <c>X.zip.CHECKSUM</c> with
/// what it must be, <c>X.zip.part</c> on the way, <c>X.zip.absent</c> where the archive is known to have none.
/// </summary>
internal sealed class ArchiveCache(string root)
{
    private const int HashDigits = 64;

    /// <summary>Keeps other downloads from the files of one table while they arrive.</summary>
    /// <exception cref="ArchiveException">Another download is at them.</exception>
    public WorkLock Lock(ArchiveSeries series, Symbol symbol) =>
        WorkLock.Take(Path.Combine(root, $"{symbol.Name}-{series.Name}.lock"), $"{series.Name}/{symbol.Name}");

    /// <summary>Path of a verified file.</summary>
    public string ZipOf(ArchiveFile file) => Path.Combine([root, .. file.Path.Split('/')]);

    /// <summary>Path of a file on the way.</summary>
    public string PartOf(ArchiveFile file) => ZipOf(file) + ".part";

    /// <summary>Whether a file is here and still what it was when it was verified; a damaged one is dropped.</summary>
    public bool IsVerified(ArchiveFile file)
    {
        var zip = ZipOf(file);
        if (!File.Exists(zip) || !File.Exists(ChecksumOf(file))) return false;
        if (HashOf(zip) == File.ReadAllText(ChecksumOf(file))) return true;
        File.Delete(zip);
        return false;
    }

    /// <summary>Whether the archive is known not to have a file.</summary>
    public bool IsAbsent(ArchiveFile file) => File.Exists(AbsentOf(file));

    /// <summary>Remembers that the archive has no such file. Deleting the note makes the next run ask again.</summary>
    public void MarkAbsent(ArchiveFile file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ZipOf(file))!);
        File.WriteAllText(AbsentOf(file), "");
    }

    /// <summary>Notes what a file must be; what an earlier try left of another version of it is dropped.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hash">As <see cref="ParseChecksum"/> gives it.</param>
    public void Expect(ArchiveFile file, string hash)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ZipOf(file))!);
        var note = ChecksumOf(file);
        if (File.Exists(note) && File.ReadAllText(note) == hash) return;
        File.Delete(PartOf(file));
        File.WriteAllText(note, hash);
    }

    /// <summary>Takes a file that has arrived as a whole, or drops it.</summary>
    /// <returns>Why it was dropped; <see langword="null"/> where it is verified now.</returns>
    public string? Accept(ArchiveFile file, string hash)
    {
        var part = PartOf(file);
        var found = HashOf(part);
        var problem = found == hash
            ? ArchiveTable.Check(part)
            : $"its SHA-256 is {found}, its checksum file says {hash}";
        if (problem is null) File.Move(part, ZipOf(file), overwrite: true);
        else File.Delete(part);
        return problem;
    }

    /// <summary>Reads a checksum file: 64 hexadecimal digits, white space, the file's name.</summary>
    /// <returns>The digits in lower case; <see langword="null"/> where the text is not that of this file.</returns>
    public static string? ParseChecksum(string text, ArchiveFile file)
    {
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && parts[0].Length == HashDigits && parts[0].All(char.IsAsciiHexDigit)
            && parts[1].TrimStart('*') == file.Name
            ? parts[0].ToLowerInvariant()
            : null;
    }

    private string ChecksumOf(ArchiveFile file) => ZipOf(file) + ".CHECKSUM";

    private string AbsentOf(ArchiveFile file) => ZipOf(file) + ".absent";

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
