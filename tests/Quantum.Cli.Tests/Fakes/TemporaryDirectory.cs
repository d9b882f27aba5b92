namespace Quantum.Cli.Tests.Fakes;

/// <summary>A directory of one test, gone with it unless it is evidence.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("quantum-cli-");
    private bool _isKept;

    /// <summary>Its full path.</summary>
    public string Path => _directory.FullName;

    /// <summary>The path of something in it, which need not exist.</summary>
    public string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Leaves it where it is, for whoever looks into the failure.</summary>
    public void Keep() => _isKept = true;

    public void Dispose()
    {
        if (!_isKept) _directory.Delete(recursive: true);
    }
}
