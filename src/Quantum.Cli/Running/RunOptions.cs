using Quantum.Cli.Exchange;
using Quantum.Core.Markets;
using Quantum.Core.Settings;

namespace Quantum.Cli.Running;

/// <summary>What <c>quantum run</c> was asked to do, with every value judged.</summary>
internal sealed record RunOptions
{
    /// <summary>Speed that stands for virtual time, as fast as the machine can.</summary>
    public const double Max = double.PositiveInfinity;

    /// <summary><c>sim</c>, <c>replay</c> or <c>binance</c>.</summary>
    public required string Market { get; init; }

    /// <summary>Directory of recorded candles.</summary>
    public string? Data { get; init; }

    /// <summary>Symbols to replay; empty for all.</summary>
    public IReadOnlyList<Symbol> Symbols { get; init; } = [];

    /// <summary>Where to begin, UTC; <see langword="null"/> for now, or for where the state stopped.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Where to end, exclusive, UTC; <see langword="null"/> to run until stopped.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Seed of the generated market.</summary>
    public ulong Seed { get; init; }

    /// <summary>Contracts of the generated market.</summary>
    public int SymbolCount { get; init; }

    /// <summary>Simulated seconds per second, or <see cref="Max"/>.</summary>
    public double Speed { get; init; }

    /// <summary>
    /// Address of a simulated venue in another process, whose clock the run follows; <see langword="null"/> for one of
    /// its own.
    /// </summary>
    public Uri? Venue { get; init; }

    /// <summary>State directory; <see langword="null"/> for the market's own.</summary>
    public string? State { get; init; }

    /// <summary>Folders of bundles, watched while it runs; empty for a run without models.</summary>
    public IReadOnlyList<string> ModelFolders { get; init; } = [];

    /// <summary>Port of the web page; <see langword="null"/> for none.</summary>
    public int? Port { get; init; }

    /// <summary>File of the JSON summary.</summary>
    public string? Summary { get; init; }

    /// <summary>Address and key of the exchange; <see langword="null"/> where none is needed.</summary>
    public ExchangeAccess? Access { get; init; }

    /// <summary>All limits.</summary>
    public required TradingSettings Settings { get; init; }

    /// <summary>Whether the clock is the machine's.</summary>
    public bool IsRealTime => Speed == 1 && Market is "sim" or "binance" && From is null;
}
