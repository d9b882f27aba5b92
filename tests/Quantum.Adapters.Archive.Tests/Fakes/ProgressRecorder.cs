namespace Quantum.Adapters.Archive.Tests.Fakes;

/// <summary>Hands on what a download tells, at once and in its order.</summary>
internal sealed class ProgressRecorder(Action<ArchiveProgress> take) : IProgress<ArchiveProgress>
{
    public void Report(ArchiveProgress value) => take(value);
}
