namespace Quantum.Adapters.Archive.Tests.Fakes;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("quantum-archive-").FullName;

    /// <summary>The path of something in it, which need not exist.</summary>
    public string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
