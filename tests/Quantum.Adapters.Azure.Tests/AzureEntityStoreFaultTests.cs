using System.Text;
using Quantum.Adapters.Azure.Tests.Fakes;
using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Core.Reasons;
using static Quantum.App.Ports.EntityWrite;

namespace Quantum.Adapters.Azure.Tests;

public sealed class AzureEntityStoreFaultTests(Azurite azurite)
{
    private readonly FaultyWire _wire = new();

    [Theory]
    [InlineData(WireFault.AnswerLost)]
    [InlineData(WireFault.InternalError)]
    public async Task A_write_whose_first_answer_was_lost_is_known_as_its_own_work(object fault)
    {
        var store = await CreateAsync();
        _wire.Next.Enqueue((WireFault)fault);

        Assert.True(await store.TryWriteAsync("p", [new Insert("r", Body("ours"))], default));

        _wire.Next.Enqueue((WireFault)fault);
        var etag = (await store.ReadAsync("p", "r", default))!.Etag;
        Assert.True(await store.TryWriteAsync("p", [new Replace("r", Body("next"), etag)], default));
        Assert.Equal("next", Text(await store.ReadAsync("p", "r", default)));
    }

    [Fact]
    public async Task A_conflict_after_a_lost_answer_that_may_be_ours_or_not_is_unknown()
    {
        var store = await CreateAsync();
        Assert.True(await store.TryWriteAsync("p", [new Insert("r", Body("theirs"))], default));
        _wire.Next.Enqueue(WireFault.AnswerLost);

        var failure = await Assert.ThrowsAsync<AzureStoreException>(
            () => store.TryWriteAsync("p", [new Insert("r", Body("ours"))], default));

        Assert.Equal(AzureFault.OutcomeUnknown, failure.Fault);
        Assert.Equal("theirs", Text(await store.ReadAsync("p", "r", default)));
    }

    [Fact]
    public async Task A_delete_whose_answer_was_lost_is_unknown_for_nothing_is_left_to_prove_it()
    {
        var store = await CreateAsync();
        Assert.True(await store.TryWriteAsync("p", [new Insert("r", default)], default));
        var etag = (await store.ReadAsync("p", "r", default))!.Etag;
        _wire.Next.Enqueue(WireFault.AnswerLost);

        var failure = await Assert.ThrowsAsync<AzureStoreException>(
            () => store.TryWriteAsync("p", [new Delete("r", etag)], default));

        Assert.Equal(AzureFault.OutcomeUnknown, failure.Fault);
    }

    [Fact]
    public async Task A_conflict_after_throttling_is_a_plain_conflict_for_nothing_was_executed()
    {
        var store = await CreateAsync();
        Assert.True(await store.TryWriteAsync("p", [new Insert("r", default)], default));
        _wire.Next.Enqueue(WireFault.Throttled);

        Assert.False(await store.TryWriteAsync("p", [new Insert("r", default)], default));
    }

    [Fact]
    public async Task Throttling_is_waited_out_and_then_told_with_its_reason()
    {
        var store = await CreateAsync();
        for (var time = 0; time < 2; time++) _wire.Next.Enqueue(WireFault.Throttled);
        Assert.Null(await store.ReadAsync("p", "r", default));

        _wire.Always = WireFault.Throttled;
        _wire.TakeAttempts();
        var failures = new List<AzureStoreException>
        {
            await Assert.ThrowsAsync<AzureStoreException>(() => store.ReadAsync("p", "r", default)),
            await Assert.ThrowsAsync<AzureStoreException>(() => store.QueryAsync("p", null, null, default)),
            await Assert.ThrowsAsync<AzureStoreException>(
                () => store.TryWriteAsync("p", [new Insert("r", default)], default)),
        };

        Assert.Equal(3 * 3, _wire.Attempts);
        Assert.All(failures, failure => Assert.Equal(
            (AzureFault.Throttled, ReasonCode.StorageThrottled), (failure.Fault, failure.Code)));
        Assert.All(failures, failure => Assert.StartsWith("STORAGE_THROTTLED: ", failure.Message));
    }

    [Fact]
    public async Task A_missing_table_is_an_error_and_never_an_empty_one()
    {
        var store = AzureStorage.Open(Options()).Entities(azurite.NewName());

        var failures = new[]
        {
            await Assert.ThrowsAsync<AzureStoreException>(() => store.ReadAsync("p", "r", default)),
            await Assert.ThrowsAsync<AzureStoreException>(() => store.QueryAsync("p", null, null, default)),
            await Assert.ThrowsAsync<AzureStoreException>(
                () => store.TryWriteAsync("p", [new Insert("r", default)], default)),
        };

        Assert.All(failures, failure => Assert.Equal(AzureFault.Missing, failure.Fault));
        Assert.All(failures, failure => Assert.Equal(ReasonCode.StorageFailed, failure.Code));
    }

    [Fact]
    public async Task A_wrong_key_is_told_without_the_key()
    {
        var wrong = Convert.ToBase64String(new byte[64]);
        var text = azurite.ConnectionString;
        var start = text.IndexOf("AccountKey=", StringComparison.Ordinal) + "AccountKey=".Length;
        text = text[..start] + wrong + text[text.IndexOf(';', start)..];
        var store = AzureStorage.Open(Options() with { ConnectionString = text }).Entities("anything");

        var failure = await Assert.ThrowsAsync<AzureStoreException>(() => store.ReadAsync("p", "r", default));

        Assert.Equal(AzureFault.Denied, failure.Fault);
        Assert.DoesNotContain(wrong, failure.ToString());
    }

    [Fact]
    public async Task An_account_that_does_not_answer_is_told_as_that()
    {
        const string Nowhere = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;"
            + "TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:1/a";
        var storage = AzureStorage.Open(Options() with { ConnectionString = Nowhere });

        var failures = new[]
        {
            await Assert.ThrowsAsync<AzureStoreException>(() => storage.Entities("abc").ReadAsync("p", "r", default)),
            await Assert.ThrowsAsync<AzureStoreException>(() => storage.Blobs("abc").ReadAsync("b", default)),
            await Assert.ThrowsAsync<AzureStoreException>(() => storage.Signals("abc").SendAsync(new byte[1], default)),
            await Assert.ThrowsAsync<AzureStoreException>(
                () => storage.CreateMissingAsync(["abc"], [], [], default)),
        };

        Assert.All(failures, failure => Assert.Equal(AzureFault.Unreachable, failure.Fault));
    }

    [Fact]
    public async Task A_body_that_lost_a_part_is_damage_and_never_a_shorter_body()
    {
        var storage = AzureStorage.Open(Options());
        var name = azurite.NewName();
        await storage.CreateMissingAsync([name], [], [], default);
        var store = storage.Entities(name);
        Assert.True(await store.TryWriteAsync("p", [new Insert("r", new byte[200_000])], default));
        var table = new global::Azure.Data.Tables.TableClient(azurite.ConnectionString, name);
        global::Azure.Data.Tables.TableEntity row =
            await table.GetEntityAsync<global::Azure.Data.Tables.TableEntity>("p", "r");
        row.Remove("B1");
        await table.UpdateEntityAsync(row, row.ETag, global::Azure.Data.Tables.TableUpdateMode.Replace);

        var failure = await Assert.ThrowsAsync<AzureStoreException>(() => store.ReadAsync("p", "r", default));

        Assert.Equal(AzureFault.Damaged, failure.Fault);
        Assert.Contains("p/r", failure.Message);
    }

    private AzureStorageOptions Options() => new()
    {
        ConnectionString = azurite.ConnectionString,
        RetriesMax = 2,
        RetryDelayMs = 1,
        RetryDelayMsMax = 1,
        Observer = _wire,
    };

    private async Task<IEntityStore> CreateAsync()
    {
        var storage = AzureStorage.Open(Options());
        var table = azurite.NewName();
        await storage.CreateMissingAsync([table], [], [], default);
        return storage.Entities(table);
    }

    private static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(StoredEntity? entity) => Encoding.UTF8.GetString(entity!.Body.Span);
}
