namespace Quantum.Adapters.Sqlite.Tests;

/// <summary>A directory of one test, gone with it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("quantum-sqlite-");

    /// <summary>The path of a file in it, which need not exist.</summary>
    public string File(string name = "state.db") => Path.Combine(_directory.FullName, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
