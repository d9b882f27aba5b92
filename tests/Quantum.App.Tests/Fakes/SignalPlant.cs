using Quantum.App.Storage;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Fakes;

/// <summary>
/// Puts signals into a world as a scan of the current minute leaves them: page, rows, completed claim, message.
/// </summary>
public static class SignalPlant
{
    /// <summary>A signal that every filter passes.</summary>
    public static Signal Make(this World world, int symbol = 0, Side side = Side.Buy,
        SignalSource source = SignalSource.RuleRsi, double confidence = 0.7, double atrShare = 0.01)
    {
        var name = FlatMarket.SymbolOf(symbol);
        return new Signal(SignalId.For(world.Minute, name, side, "quantum-1"), world.Minute, name, side, source,
            confidence, Price.Of(100), atrShare, 10_000_000m, source == SignalSource.Model ? "m1" : null);
    }

    /// <summary>Writes what a scan writes, without ringing the executor.</summary>
    /// <returns>The message that the scan would send.</returns>
    public static async Task<byte[]> WriteAsync(this World world, params Signal[] signals)
    {
        var minute = signals[0].Minute;
        var records = signals.OrderBy(signal => signal.Symbol).Select(signal => new DecisionRecord(signal.Symbol,
            DecisionOutcome.Queued, new Reason(ReasonCode.SignalQueued, signal.Confidence, 0.5), signal.Side,
            signal.Source, signal.Confidence, 25, 100, ReasonCode.ModelNone, null)).ToList();
        await world.Blobs.TryPutAsync(StoreLayout.Ledger(minute), LedgerCodec.Encode(minute, records), default);
        foreach (var signal in signals)
        {
            Assert.True(await world.Store.TryInsertAsync(StoreLayout.Signals(minute), signal.Id.Text,
                new SignalRow(signal, null, null), DocumentJson.Default.SignalRow, default));
        }

        var row = new ScanRow
        {
            Minute = minute,
            Owner = "one",
            ClaimedAt = world.Now,
            Attempt = 1,
            CompletedAt = world.Now,
            Symbols = records.Count,
            Decisions = Funnel.Of(records).Lines,
        };
        await world.Store.TryInsertAsync(
            StoreLayout.Scans(minute), minute.Key, row, DocumentJson.Default.ScanRow, default);
        await world.Store.UpdateAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead,
            head => new(new ScanHead(head?.First ?? minute, minute)), default);
        return Message(minute, signals);
    }

    /// <summary>Writes what a scan writes and rings the executor.</summary>
    public static async Task PlantAsync(this World world, params Signal[] signals) =>
        await world.Queue.SendAsync(await world.WriteAsync(signals), default);

    /// <summary>The message of some signals.</summary>
    public static byte[] Message(Minute minute, params Signal[] signals) => DocumentStore.ToBytes(
        new SignalMessage(minute, [.. signals.Select(signal => signal.Id)]),
        DocumentJson.Default.SignalMessage).ToArray();

    /// <summary>Plants one signal, executes it and expects a protected position.</summary>
    public static async Task<Signal> EnterAsync(this World world, Signal? wanted = null)
    {
        var signal = wanted ?? world.Make();
        var message = await world.WriteAsync(signal);
        await world.Open().Execute.HandleAsync(message, default);
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
        return signal;
    }

    /// <summary>Enters with a signal of a minute that has a page already.</summary>
    public static async Task EnterOneMoreAsync(this World world, Signal signal)
    {
        await world.Store.TryInsertAsync(StoreLayout.Signals(signal.Minute), signal.Id.Text,
            new SignalRow(signal, null, null), DocumentJson.Default.SignalRow, default);
        await world.Open().Execute.HandleAsync(Message(signal.Minute, signal), default);
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
    }

    /// <summary>How a signal ended; <see langword="null"/> while it has not.</summary>
    public static async Task<ReasonCode?> OutcomeAsync(this World world, Signal signal) =>
        (await world.Store.ReadAsync(StoreLayout.Signals(signal.Minute), signal.Id.Text,
            DocumentJson.Default.SignalRow, default))?.Value.Outcome?.Code;
}
