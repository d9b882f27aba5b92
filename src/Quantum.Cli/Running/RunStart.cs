using Quantum.Cli.State;

namespace Quantum.Cli.Running;

/// <summary>Where a run begins, or goes on.</summary>
internal static class RunStart
{
    /// <summary>Compares what is asked with what the state holds.</summary>
    /// <returns>The manifest to write, and the instant at which the clock starts.</returns>
    /// <exception cref="StateException">The state holds another market, or a replay that has ended.</exception>
    public static async Task<(RunManifest Manifest, DateTimeOffset Start)> FindAsync(
        RunOptions options, StateDirectory state, CancellationToken ct) =>
        Of(options, state.Path, await state.ReadManifestAsync(ct), await state.ReachedAsync(ct));

    /// <summary>Begins anew, whatever the directory holds.</summary>
    /// <returns>The manifest to write, and the instant at which the clock starts.</returns>
    public static (RunManifest Manifest, DateTimeOffset Start) Anew(RunOptions options, string path) =>
        Of(options, path, known: null, reached: null);

    private static (RunManifest Manifest, DateTimeOffset Start) Of(
        RunOptions options, string path, RunManifest? known, DateTimeOffset? reached)
    {
        var start = Begin(options, known, reached);
        var manifest = new RunManifest
        {
            Market = options.Market,
            Mode = options.Settings.Mode,
            Seed = options.Market == "sim" ? options.Seed : 0,
            SymbolCount = options.Market == "sim" ? options.SymbolCount : 0,
            Data = options.Data is { } data ? Path.GetFullPath(data) : null,
            Symbols = options.Symbols.Count == 0 ? "all" : string.Join(',', options.Symbols),
            Start = known?.Start ?? start,
            End = options.To,
            Settings = RunManifest.TextOf(options.Settings),

            // A state that once ran ahead of the machine's clock goes on from there, at the machine's pace only.
            IsRealTime = options.IsRealTime && start <= TimeProvider.System.GetUtcNow(),
        };
        if (known is not null && !known.IsSameMarket(manifest))
            throw new StateException($"{path} holds the run of another market ({known}). "
                + "Give the same options, or another --state.");
        if (options.Market == "binance" && known?.ReadSettings().Execution.Account is { } account
            && account != options.Settings.Execution.Account)
            throw new StateException($"{path} holds the book of account {account}, "
                + $"and Execution:Account is {options.Settings.Execution.Account}. Name another --state.");
        if (options.Market == "replay" && known is not null && options.From != known.Start)
            throw new StateException($"{path} holds a replay from {known.Start:yyyy-MM-dd'T'HH:mm'Z'}. "
                + "Give the same --from, or another --state.");
        if (start >= options.To)
            throw new StateException($"{path} has reached {start:yyyy-MM-dd'T'HH:mm:ss'Z'}, "
                + "and --to is not later. Give a later --to, or another --state.");
        return (manifest, start);
    }

    /// <summary>A state goes on where it stopped; a run in real time goes on now, and the scan catches up.</summary>
    private static DateTimeOffset Begin(RunOptions options, RunManifest? known, DateTimeOffset? reached)
    {
        var now = TimeProvider.System.GetUtcNow();
        var second = now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond;
        var wanted = options.From ?? new DateTimeOffset(second, TimeSpan.Zero);
        if (known is null || reached is not { } last) return wanted;
        return options.IsRealTime && wanted > last ? wanted : last;
    }
}
