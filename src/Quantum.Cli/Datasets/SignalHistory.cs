using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Cli.State;
using Quantum.Core.Accounting;
using Quantum.Core.Labels;
using Quantum.Core.Markets;
using Quantum.Datasets;

namespace Quantum.Cli.Datasets;

/// <summary>The signals that a run made and what became of them, by the candle that decided them.</summary>
internal sealed class SignalHistory
{
    /// <summary>No run, no signals.</summary>
    public static readonly SignalHistory None = new([], source: null);

    private readonly Dictionary<Symbol, Dictionary<Minute, SignalOutcome>> _outcomes;

    private SignalHistory(Dictionary<Symbol, Dictionary<Minute, SignalOutcome>> outcomes, RunSource? source) =>
        (_outcomes, Source) = (outcomes, source);

    /// <summary>How many were read, with a hash over them; <see langword="null"/> without a run.</summary>
    public RunSource? Source { get; }

    /// <summary>The signals of a contract by the minute of their candle, which is the one before the scan's.</summary>
    public IReadOnlyDictionary<Minute, SignalOutcome> Of(Symbol symbol) => _outcomes.TryGetValue(symbol, out var found)
        ? found
        : FrozenDictionary<Minute, SignalOutcome>.Empty;

    /// <summary>Reads a run.</summary>
    /// <exception cref="StateException">The directory holds no run.</exception>
    public static async Task<SignalHistory> ReadAsync(string directory, CancellationToken ct)
    {
        using var state = StateDirectory.OpenBeside(directory, isReadOnly: true);
        var head = await state.Store.ReadAsync(
            StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, ct)
            ?? throw new StateException($"{directory} holds a run that scanned no minute yet.");
        var (from, to) = (head.Value.First, head.Value.Last + 1);
        return Of(await new ReadSignals(state.Store).HandleAsync(from, to, ct),
            await new ReadTrades(state.Store).HandleAsync(from, to, ct));
    }

    /// <summary>Sums up what was read.</summary>
    /// <param name="signals">Signals of a run, in any order.</param>
    /// <param name="trades">Its trades, in any order.</param>
    public static SignalHistory Of(IReadOnlyList<SignalRow> signals, IReadOnlyList<Trade> trades)
    {
        var outcomes = new Dictionary<Symbol, Dictionary<Minute, SignalOutcome>>();
        void Note(Symbol symbol, Minute scan, SignalOutcome outcome)
        {
            if (!outcomes.TryGetValue(symbol, out var known)) outcomes[symbol] = known = [];
            known[scan - 1] = outcome;
        }

        foreach (var row in signals)
            Note(row.Signal.Symbol, row.Signal.Minute, SignalOutcome.Untraded(row.Signal.Side));
        // A trade knows more than its signal, and comes second.
        foreach (var trade in trades) Note(trade.Symbol, trade.Minute, SignalOutcome.Of(trade));
        return new(outcomes, new(signals.Count, trades.Count, Hash(signals, trades)));
    }

    /// <summary>Hashes what weights, returns and exits rest on, one line each in ordinal order.</summary>
    private static string Hash(IEnumerable<SignalRow> signals, IEnumerable<Trade> trades)
    {
        var lines = signals.Select(row => string.Create(CultureInfo.InvariantCulture,
            $"signal {row.Signal.Id} {row.Signal.Symbol} {row.Signal.Minute.Key} {row.Signal.Side}"));
        lines = lines.Concat(trades.Select(trade => string.Create(CultureInfo.InvariantCulture,
            $"trade {trade.Id} {trade.Symbol} {trade.Minute.Key} {trade.Side} {trade.OpenedAt:O} {trade.ClosedAt:O} "
            + $"{trade.NetShare:R}")));
        var text = string.Concat(lines.Order(StringComparer.Ordinal).Select(line => line + "\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
