using System.Text;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Simulation.Stores;

namespace Quantum.App.Tests.Storage;

public sealed class DocumentStoreTests
{
    private static readonly Minute Noon = Minute.Of(World.Start);

    [Theory]
    [InlineData("", "damaged")]
    [InlineData("{", "damaged")]
    [InlineData("null", "null")]
    [InlineData("""{"from":"20250602T1200","to":"noon"}""", "noon")]
    [InlineData("""{"from":"20250602T1200","to":7}""", "damaged")]
    [InlineData("""{"from":"20250602T1200","to":"99991231T2359"}""", "damaged")] // Beyond what a minute can count.
    public void A_damaged_document_names_its_row(string body, string word)
    {
        var error = Assert.Throws<InvalidDataException>(() =>
            Entity("outage-7", body).ToDocument(DocumentJson.Default.ScanOutage));
        Assert.Contains("outage-7", error.Message, StringComparison.Ordinal);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_with_an_unknown_reason_names_its_row_and_the_reason()
    {
        var signal = new SignalRow(World.Generate(1, 3).Make(), null, null);
        var body = Encoding.UTF8.GetString(DocumentStore.ToBytes(signal, DocumentJson.Default.SignalRow).Span);
        var error = Assert.Throws<InvalidDataException>(() =>
            Entity("signal-1", body[..^1] + ""","outcome":["NO_SUCH_CODE",1,2]}""")
                .ToDocument(DocumentJson.Default.SignalRow));
        Assert.Contains("signal-1", error.Message, StringComparison.Ordinal);
        Assert.Contains("NO_SUCH_CODE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_that_race_lose_none_of_each_other()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var store = new MemoryEntityStore();
            var race = new Interleaver(seed);
            var gated = new GatedEntityStore(store, race);
            await race.RunAsync(Enumerable.Range(0, 5).Select(_ => (Func<Task>)(() => CountUpAsync(gated))));
            var head = await store.ReadAsync("p", "r", DocumentJson.Default.ScanHead, default);
            Assert.True(head!.Value.Last == Noon + 5, $"seed {seed}: {head.Value.Last - Noon} of 5 updates stand");
        }
    }

    [Fact]
    public async Task An_update_that_wants_nothing_writes_nothing()
    {
        var store = new MemoryEntityStore();
        Assert.Null(await store.UpdateAsync(
            "p", "r", DocumentJson.Default.ScanHead, _ => Change<ScanHead>.Nothing, default));
        Assert.Empty(await store.QueryAsync("p", null, null, default));
    }

    [Fact]
    public async Task An_update_gives_up_after_twenty_lost_races_and_says_where()
    {
        var store = new MemoryEntityStore();
        await CountUpAsync(store);
        var calls = 0;
        var gated = new GatedEntityStore(store, new CallHook(async call =>
        {
            if (!call.StartsWith("store.Write", StringComparison.Ordinal)) return;
            calls++;
            await CountUpAsync(store);
        }));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => gated.UpdateAsync(
            "p", "r", DocumentJson.Default.ScanHead, head => new(head! with { Last = Noon }), default));
        Assert.Equal(DocumentStore.AttemptsMax, calls);
        Assert.StartsWith("p/r", error.Message, StringComparison.Ordinal);
    }

    private static Task<ScanHead?> CountUpAsync(IEntityStore store) => store.UpdateAsync("p", "r",
        DocumentJson.Default.ScanHead,
        head => new(head is null ? new ScanHead(Noon, Noon + 1) : head with { Last = head.Last + 1 }), default);

    private static StoredEntity Entity(string row, string body) => new(row, Encoding.UTF8.GetBytes(body), Etag.Of("1"));
}
