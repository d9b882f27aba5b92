using System.Collections.Frozen;
using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Cli.State;
using Quantum.Core.Labels;
using Quantum.Core.Markets;

namespace Quantum.Cli.Datasets;

/// <summary>The signals that a run made and what became of them, by the candle that decided them.</summary>
internal sealed class SignalHistory
{
    /// <summary>No run, no signals.</summary>
    public static readonly SignalHistory None = new([]);

    private readonly Dictionary<Symbol, Dictionary<Minute, SignalOutcome>> _outcomes;

    private SignalHistory(Dictionary<Symbol, Dictionary<Minute, SignalOutcome>> outcomes) => _outcomes = outcomes;

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
        var outcomes = new Dictionary<Symbol, Dictionary<Minute, SignalOutcome>>();
        void Note(Symbol symbol, Minute scan, SignalOutcome outcome)
        {
            if (!outcomes.TryGetValue(symbol, out var known)) outcomes[symbol] = known = [];
            known[scan - 1] = outcome;
        }

        foreach (var row in await new ReadSignals(state.Store).HandleAsync(from, to, ct))
            Note(row.Signal.Symbol, row.Signal.Minute, SignalOutcome.Untraded(row.Signal.Side));
        // A trade knows more than its signal, and comes second.
        foreach (var trade in await new ReadTrades(state.Store).HandleAsync(from, to, ct))
            Note(trade.Symbol, trade.Minute, SignalOutcome.Of(trade));
        return new(outcomes);
    }
}
