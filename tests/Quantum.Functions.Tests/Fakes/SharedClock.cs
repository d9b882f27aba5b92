using System.IO.MemoryMappedFiles;

namespace Quantum.Functions.Tests.Fakes;

/// <summary>A clock that a test sets and a worker in another process reads: eight bytes of a shared file.</summary>
internal sealed class SharedClock : TimeProvider, IDisposable
{
    /// <summary>The environment variable that names the file to a worker.</summary>
    public const string Variable = "TEST_CLOCK_FILE";

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly string _path;
    private readonly bool _isOwner;

    private SharedClock(string path, bool isOwner)
    {
        (_path, _isOwner) = (path, isOwner);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, sizeof(long));
        _view = _file.CreateViewAccessor(0, sizeof(long));
    }

    /// <summary>Where the file is.</summary>
    public string FilePath => _path;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Makes a clock.</summary>
    public static SharedClock Create(DateTimeOffset start)
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, BitConverter.GetBytes(start.UtcTicks));
        return new(path, isOwner: true);
    }

    /// <summary>Opens the clock of another process.</summary>
    public static SharedClock Open(string path) => new(path, isOwner: false);

    public override DateTimeOffset GetUtcNow() => new(_view.ReadInt64(0), TimeSpan.Zero);

    public override long GetTimestamp() => _view.ReadInt64(0);

    /// <summary>Sets it, for all processes.</summary>
    public void Set(DateTimeOffset now) => _view.Write(0, now.UtcTicks);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        if (_isOwner) File.Delete(_path);
    }
}
