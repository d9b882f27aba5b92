using Quantum.Adapters.Sqlite;
using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;
using Quantum.Simulation.Venues;

namespace Quantum.Benchmarks;

/// <summary>The whole system over SQLite in a directory of its own, in virtual time, with default settings.</summary>
internal sealed class BenchSystem : IDisposable
{
    /// <summary>Contracts of the full universe.</summary>
    public const int SymbolCount = 222;

    private static readonly DateTimeOffset Begin = new(2026, 6, 2, 0, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _directory;
    private readonly bool _isKept;

    /// <summary>Opens it.</summary>
    /// <param name="durability">What a commit waits for.</param>
    /// <param name="models">Runs model bundles; <see langword="null"/> for the rule alone.</param>
    /// <param name="folder">Where it lies; a folder of its own that is deleted with it where nothing is said.</param>
    public BenchSystem(SqliteDurability durability, IModelRuntime? models = null, string? folder = null)
    {
        _isKept = folder is not null;
        _directory = folder is null
            ? Directory.CreateTempSubdirectory("quantum-bench-")
            : Directory.CreateDirectory(folder);
        Database = SqliteDatabase.Open(
            Path.Combine(_directory.FullName, "quantum.db"), new SqliteOptions { Durability = durability });
        var origin = Minute.Of(Begin) - 480;
        Market = new SimulatedMarket(new GeneratedMarket(new() { Origin = origin, SymbolCount = SymbolCount }), Time);
        Store = new SqliteEntityStore(Database);
        var queue = new SqliteSignalQueue(Database, Time);
        UseCases = new TradingUseCases(new TradingPorts
        {
            Store = Store,
            Blobs = Blobs = new SqliteBlobStore(Database),
            Queue = queue,
            MarketData = Market,
            Venue = new PaperVenue(Store, Market, new PaperVenueOptions(), Time),
            Time = Time,
            Models = models,
            Settings = Settings,
            Owner = "bench",
        });
        Loop = new TradingLoop(UseCases, queue, Time);
    }

    /// <summary>The clock.</summary>
    public VirtualTime Time { get; } = new(Begin);

    /// <summary>The file.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Documents.</summary>
    public SqliteEntityStore Store { get; }

    /// <summary>Pages and bundles.</summary>
    public SqliteBlobStore Blobs { get; }

    /// <summary>Defaults, but for the age of models: generated candles have no date.</summary>
    public TradingSettings Settings { get; } = new() { Models = new() { AgeMaxHours = 0, SwapsMax = 100_000 } };

    /// <summary>The market.</summary>
    public SimulatedMarket Market { get; }

    /// <summary>The use cases.</summary>
    public TradingUseCases UseCases { get; }

    /// <summary>Their timers.</summary>
    public TradingLoop Loop { get; }

    /// <summary>The run's first minute.</summary>
    public static Minute First => Minute.Of(Begin);

    /// <summary>Bytes on disk.</summary>
    public long Bytes => _directory.EnumerateFiles().Sum(file => file.Length);

    /// <summary>Runs what is due until an instant.</summary>
    public async Task RunUntilAsync(DateTimeOffset end)
    {
        while (Loop.NextDue < end)
        {
            Time.AdvanceTo(Loop.NextDue);
            var step = await Loop.StepAsync(CancellationToken.None);
            if (step.Faults.Count > 0) throw new InvalidOperationException("The run failed.", step.Faults[0].Error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Database.Dispose();
        if (!_isKept) _directory.Delete(recursive: true);
    }
}
