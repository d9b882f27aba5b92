namespace Quantum.Core.Models;

/// <summary>
/// The names that a bundle may have and hold. A name becomes part of a path and of a blob's name, so anything that
/// could lead elsewhere is refused before it is used. Pure.
/// </summary>
public static class BundleNames
{
    /// <summary>Most characters of a version or a file name.</summary>
    public const int LengthMax = 64;

    /// <summary>Most bytes of one file.</summary>
    public const long FileBytesMax = 32L * 1024 * 1024;

    /// <summary>Most bytes of a manifest.</summary>
    public const long ManifestBytesMax = 1024 * 1024;

    /// <summary>Most bytes of all files of a bundle.</summary>
    public const long BundleBytesMax = 64L * 1024 * 1024;

    /// <summary>Most files of a bundle.</summary>
    public const int FilesMax = 64;

    /// <summary>Files without which a bundle cannot be judged.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [
        ModelContract.FileOf(ModelKind.XgBoost), ModelContract.FileOf(ModelKind.Tft), GoldenWindow, GoldenXgBoost,
        GoldenTft, GoldenEnsemble,
    ];

    /// <summary>Inputs of the golden vectors: float32 [64, G, 52].</summary>
    public const string GoldenWindow = "golden-window.npy";

    /// <summary>Raw answers of the trees: float32 [G, 3].</summary>
    public const string GoldenXgBoost = "golden-xgboost.npy";

    /// <summary>Raw answers of the transformer: float32 [G, 3].</summary>
    public const string GoldenTft = "golden-tft.npy";

    /// <summary>Answers of the ensemble, calibrated: float32 [G, 3].</summary>
    public const string GoldenEnsemble = "golden-ensemble.npy";

    /// <summary>Whether a text can be a version: letters, digits, <c>. _ -</c>; a letter or digit first.</summary>
    public static bool IsVersion(string text) => text.Length is > 0 and <= LengthMax
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')
        && !text.Contains("..", StringComparison.Ordinal)
        && text[^1] != '.';

    /// <summary>Whether a text can be the name of a file in a bundle.</summary>
    public static bool IsFile(string text) => IsVersion(text) && text != ModelManifest.FileName;

    /// <summary>A text as it can stand in a row key and on a page, whatever it was.</summary>
    public static string Safe(string text)
    {
        var kept = text.Length > LengthMax ? text[..LengthMax] : text;
        var safe = string.Concat(kept.Select(character =>
            char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' ? character : '_'));
        return safe.Length == 0 ? "_" : safe;
    }
}
