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

    /// <summary>A timer of this clock: who waits in one process waits until a test in another moves it.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Alarm(this, () => callback(state), dueTime);

    /// <summary>Sets it, for all processes.</summary>
    public void Set(DateTimeOffset now) => _view.Write(0, now.UtcTicks);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        if (_isOwner) File.Delete(_path);
    }

    /// <summary>Looks at the clock every few milliseconds of real time and fires once.</summary>
    private sealed class Alarm : ITimer
    {
        private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
        private readonly SharedClock _clock;
        private readonly Action _callback;
        private readonly Timer _looks;
        private long _dueTicks;

        public Alarm(SharedClock clock, Action callback, TimeSpan dueTime)
        {
            (_clock, _callback) = (clock, callback);
            _looks = new Timer(_ => Look());
            Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isOn = dueTime != Timeout.InfiniteTimeSpan;
            Interlocked.Exchange(ref _dueTicks, isOn ? _clock.GetTimestamp() + dueTime.Ticks : long.MaxValue);
            return _looks.Change(isOn ? LookEvery : Timeout.InfiniteTimeSpan, LookEvery);
        }

        public void Dispose() => _looks.Dispose();

        public ValueTask DisposeAsync() => _looks.DisposeAsync();

        private void Look()
        {
            var due = Interlocked.Read(ref _dueTicks);
            if (_clock.GetTimestamp() < due
                || Interlocked.CompareExchange(ref _dueTicks, long.MaxValue, due) != due) return;
            _looks.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _callback();
        }
    }
}
