using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Running;

/// <summary>Opens the candle source of a run.</summary>
internal static class LocalMarket
{
    /// <summary>Generated history before the start: more than the features need to be warm.</summary>
    public const int HistoryMinutes = 480;

    /// <summary>Opens a generated market whose history is warm at the start.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="symbolCount">Contracts.</param>
    /// <param name="start">Where the run begins.</param>
    public static GeneratedMarket Generate(ulong seed, int symbolCount, DateTimeOffset start) =>
        new(new GeneratedMarketOptions
        {
            Origin = Minute.Of(start) - HistoryMinutes,
            Seed = seed,
            SymbolCount = symbolCount,
        });

    /// <summary>Loads recorded candles, all checked before the first is shown.</summary>
    /// <exception cref="CandleFileException">A file is missing, corrupt or holds nonsense.</exception>
    public static ReplayMarket Replay(
        RunOptions options, DateTimeOffset start, IProgress<ReplayProgress>? progress, CancellationToken ct) =>
        ReplayMarket.Load(
            new ReplayMarketOptions
            {
                Directory = options.Data ?? throw new InvalidOperationException("Invariant: a replay without data."),
                From = Minute.Of(start),
                To = Minute.Of(options.To ?? throw new InvalidOperationException("Invariant: a replay without an end.")),
                Symbols = options.Symbols,
            },
            progress, ct);
}
