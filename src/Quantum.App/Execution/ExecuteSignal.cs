using System.Text;
using System.Text.Json;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Execution;

/// <summary>What the executor did with one message.</summary>
/// <param name="Signals">Signals that it ended or took under way.</param>
/// <param name="Entered">Positions opened.</param>
/// <param name="LookAgainAt">
/// When it is urgent to run the monitor, UTC; <see langword="null"/> where its next tick is soon enough.
/// </param>
public sealed record ExecutionReport(int Signals, int Entered, DateTimeOffset? LookAgainAt = null);

/// <summary>A message that is no signal message: give it up at once, another delivery cannot help.</summary>
public sealed class UnreadableMessageException : Exception
{
    /// <summary>Without a message.</summary>
    public UnreadableMessageException()
    {
    }

    /// <summary>With what is wrong.</summary>
    public UnreadableMessageException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause.</summary>
    public UnreadableMessageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// A scan rang: take its signals, a model's before a rule's and the surest of each first, and give each an outcome
/// or an order. The same message again finds the outcomes and does nothing.
/// </summary>
/// <param name="marketData">Rules and quotes.</param>
/// <param name="store">Signals and the book.</param>
/// <param name="desk">Takes one signal to the venue.</param>
/// <param name="outcomes">Where signals end.</param>
/// <param name="time">The clock.</param>
public sealed class ExecuteSignal(
    IMarketData marketData, IEntityStore store, EntryDesk desk, SignalOutcomes outcomes, TimeProvider time)
{
    private IReadOnlyDictionary<Symbol, SymbolRules> _rules = new Dictionary<Symbol, SymbolRules>();
    private DateTimeOffset? _rulesReadAt;

    /// <summary>Reads a message.</summary>
    /// <exception cref="UnreadableMessageException">It is none; the message says what is wrong.</exception>
    public static SignalMessage Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return StrictReader.Read(body.Span, DocumentJson.Default.SignalMessage)
                ?? throw new UnreadableMessageException("The message holds no signals.");
        }
        catch (JsonException error)
        {
            var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 200)]);
            throw new UnreadableMessageException($"Not a signal message: {error.Message} Body: {text}", error);
        }
    }

    /// <summary>Deals with one message.</summary>
    /// <exception cref="UnreadableMessageException">It is no signal message.</exception>
    /// <exception cref="VenueUnavailableException">
    /// Rules or quotes could not be read: deliver the message again.
    /// </exception>
    public async Task<ExecutionReport> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var message = Read(body);
        var wanted = message.Signals.ToHashSet();
        var rows = await store.QueryAsync(StoreLayout.Signals(message.Minute), null, null, ct);
        var open = rows.Select(entity => entity.ToDocument(DocumentJson.Default.SignalRow))
            .Where(row => row.Value.Outcome is null && wanted.Contains(row.Value.Signal.Id))
            .OrderBy(row => row.Value.Signal.Source == SignalSource.Model ? 0 : 1) // A score is no probability.
            .ThenByDescending(row => row.Value.Signal.Confidence).ThenBy(row => row.Value.Signal.Symbol)
            .ToList();
        return open.Count > 0 ? await ExecuteAsync(open, ct) : new(0, 0);
    }

    private async Task<ExecutionReport> ExecuteAsync(List<Tagged<SignalRow>> open, CancellationToken ct)
    {
        var rules = await RulesAsync(ct);
        var quotes = (await marketData.ReadQuotesAsync([.. open.Select(row => row.Value.Signal.Symbol).Distinct()], ct))
            .ToDictionary(quote => quote.Symbol);
        var refused = new List<SignalRefusal>(open.Count);
        var entered = 0;
        DateTimeOffset? lookAgainAt = null;
        try
        {
            TradingBook? book = null;
            foreach (var row in open)
            {
                book ??= await TradingBook.ReadAsync(store, ct);
                var result = await EnterAsync(row, rules, quotes, book, ct);
                if (result.Outcome is { Code: ReasonCode.OrderFilled } filled)
                {
                    entered++;
                    await outcomes.EndAsync(row.Value.Signal, filled, ct);
                }
                else if (result.Outcome is { } reason)
                {
                    refused.Add(new(row, reason, result.Claims, result.Detail));
                } // Else the monitor ends it with evidence.

                lookAgainAt = result.LookAgainAt ?? lookAgainAt;
                if (result.HasChanged) book = null;
            }
        }
        finally
        {
            // Whatever stopped the loop, the outcomes reached so far are not lost with it.
            await outcomes.RefuseAsync(refused, CancellationToken.None);
        }

        return new(open.Count, entered, lookAgainAt);
    }

    private async Task<EntryResult> EnterAsync(Tagged<SignalRow> row, IReadOnlyDictionary<Symbol, SymbolRules> rules,
        Dictionary<Symbol, Quote> quotes, TradingBook book, CancellationToken ct)
    {
        var signal = row.Value.Signal;
        var traded = await store.ReadAsync(StoreLayout.Trades(signal.Minute), StoreLayout.Trade(signal), ct);
        if (traded is not null) return new(new Reason(ReasonCode.OrderFilled), false); // It ended before its outcome.
        return rules.TryGetValue(signal.Symbol, out var contract)
            ? await desk.EnterAsync(signal, contract, quotes.GetValueOrDefault(signal.Symbol), book, ct)
            : new(new Reason(ReasonCode.UniverseNotTrading), false);
    }

    private async Task<IReadOnlyDictionary<Symbol, SymbolRules>> RulesAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_rulesReadAt is { } read && now - read < Scanning.FeatureBoard.Refresh && now >= read) return _rules;
        _rules = (await marketData.ReadSymbolsAsync(ct)).ToDictionary(rules => rules.Symbol);
        _rulesReadAt = now;
        return _rules;
    }
}
