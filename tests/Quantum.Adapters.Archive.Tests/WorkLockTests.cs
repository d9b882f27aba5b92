using Quantum.Adapters.Archive.Tests.Fakes;

namespace Quantum.Adapters.Archive.Tests;

public sealed class WorkLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_at_a_time_has_it_and_the_file_stays_for_the_next()
    {
        var path = _folder.Of("cache", "A.lock");
        using (WorkLock.Take(path, "1m/A"))
        {
            var error = Assert.Throws<ArchiveException>(() => WorkLock.Take(path, "1m/A"));
            Assert.Equal((ArchiveFault.Busy, "1m/A"), (error.Fault, error.File));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(path));
        WorkLock.Take(path, "1m/A").Dispose();
    }

    [Fact]
    public void What_the_disk_refuses_is_not_taken_for_another_process()
    {
        File.WriteAllText(_folder.Of("cache"), ""); // a file where the folder should be

        Assert.ThrowsAny<IOException>(() => WorkLock.Take(_folder.Of("cache", "A.lock"), "1m/A"));
    }
}
