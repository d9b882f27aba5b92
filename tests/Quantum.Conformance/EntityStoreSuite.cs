using Quantum.App.Ports;
using static Quantum.App.Ports.EntityWrite;

namespace Quantum.Conformance;

/// <summary>
/// What every <see cref="IEntityStore"/> does. An adapter's tests derive from it and say how to make a store.
/// </summary>
public abstract partial class EntityStoreSuite
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A store without entities. It may be called once per test.</summary>
    protected abstract ValueTask<IEntityStore> CreateAsync();

    [Fact]
    public async Task A_row_that_was_never_written_reads_as_nothing()
    {
        var store = await CreateAsync();

        Assert.Null(await store.ReadAsync("p", "r", Ct));
        Assert.Empty(await store.QueryAsync("p", null, null, Ct));
    }

    [Fact]
    public async Task An_insert_writes_where_nothing_is_and_conflicts_where_something_is()
    {
        var store = await CreateAsync();

        Assert.True(await store.TryWriteAsync("p", [new Insert("r", Bytes.Of("first"))], Ct));
        Assert.False(await store.TryWriteAsync("p", [new Insert("r", Bytes.Of("second"))], Ct));

        var read = await store.ReadAsync("p", "r", Ct);
        Assert.Equal("r", read!.Row);
        Assert.Equal("first", Bytes.Text(read.Body));
    }

    [Fact]
    public async Task A_replace_writes_over_exactly_the_version_it_read()
    {
        var store = await CreateAsync();
        var first = await InsertAsync(store, "r", "first");

        Assert.True(await store.TryWriteAsync("p", [new Replace("r", Bytes.Of("second"), first)], Ct));
        Assert.False(await store.TryWriteAsync("p", [new Replace("r", Bytes.Of("third"), first)], Ct));
        Assert.Equal("second", Bytes.Text((await store.ReadAsync("p", "r", Ct))!.Body));
    }

    [Fact]
    public async Task A_delete_removes_exactly_the_version_it_read()
    {
        var store = await CreateAsync();
        var first = await InsertAsync(store, "r", "first");
        Assert.True(await store.TryWriteAsync("p", [new Replace("r", Bytes.Of("second"), first)], Ct));

        Assert.False(await store.TryWriteAsync("p", [new Delete("r", first)], Ct));
        var second = (await store.ReadAsync("p", "r", Ct))!.Etag;
        Assert.True(await store.TryWriteAsync("p", [new Delete("r", second)], Ct));

        Assert.Null(await store.ReadAsync("p", "r", Ct));
        Assert.Empty(await store.QueryAsync("p", null, null, Ct));
        Assert.False(await store.TryWriteAsync("p", [new Delete("r", second)], Ct));
        Assert.False(await store.TryWriteAsync("p", [new Replace("r", Bytes.Of("third"), second)], Ct));
    }

    [Theory]
    [InlineData("no-such-version")]
    [InlineData("W/\"datetime'2025-06-02T00%3A00%3A00Z'\"")] // another store's version
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task A_version_that_was_never_given_out_conflicts(string text)
    {
        var store = await CreateAsync();
        await InsertAsync(store, "r", "body");

        Assert.False(await store.TryWriteAsync("p", [new Replace("r", Bytes.Of("new"), Etag.Of(text))], Ct));
        Assert.False(await store.TryWriteAsync("p", [new Delete("r", Etag.Of(text))], Ct));
        Assert.Equal("body", Bytes.Text((await store.ReadAsync("p", "r", Ct))!.Body));
    }

    [Theory]
    [InlineData("0{0}")]
    [InlineData(" {0}")]
    [InlineData("+{0}")]
    public async Task A_version_that_only_resembles_the_current_one_conflicts(string format)
    {
        var store = await CreateAsync();
        var etag = await InsertAsync(store, "r", "body");
        var similar = Etag.Of(format.Replace("{0}", etag.Text, StringComparison.Ordinal));

        Assert.False(await store.TryWriteAsync("p", [new Replace("r", Bytes.Of("new"), similar)], Ct));
    }

    [Fact]
    public async Task A_version_that_was_never_set_is_a_callers_bug_and_writes_nothing()
    {
        var store = await CreateAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.TryWriteAsync(
            "p", [new Insert("a", Bytes.Of("new")), new Replace("b", Bytes.Of("new"), default)], Ct));
        Assert.Null(await store.ReadAsync("p", "a", Ct));
    }

    [Fact]
    public async Task Every_write_changes_the_version_even_when_the_bytes_stay()
    {
        var store = await CreateAsync();
        var seen = new List<Etag> { await InsertAsync(store, "r", "same") };
        for (var write = 0; write < 10; write++)
        {
            Assert.True(await store.TryWriteAsync("p", [new Replace("r", Bytes.Of("same"), seen[^1])], Ct));
            seen.Add((await store.ReadAsync("p", "r", Ct))!.Etag);
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_row_that_is_deleted_and_inserted_again_never_gets_an_old_version()
    {
        var store = await CreateAsync();
        var seen = new List<Etag>();
        for (var life = 0; life < 10; life++)
        {
            seen.Add(await InsertAsync(store, "r", "same"));
            Assert.True(await store.TryWriteAsync("p", [new Delete("r", seen[^1])], Ct));
        }

        await InsertAsync(store, "r", "same");
        foreach (var old in seen)
            Assert.False(await store.TryWriteAsync("p", [new Replace("r", Bytes.Of("lost"), old)], Ct));

        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Reading_does_not_change_the_version_and_a_query_shows_the_same_one()
    {
        var store = await CreateAsync();
        var etag = await InsertAsync(store, "r", "body");

        Assert.Equal(etag, (await store.ReadAsync("p", "r", Ct))!.Etag);
        Assert.Equal(etag, Assert.Single(await store.QueryAsync("p", null, null, Ct)).Etag);
    }

    [Fact]
    public async Task Bytes_come_back_exactly_and_an_empty_body_is_a_body()
    {
        var store = await CreateAsync();
        var large = new byte[EntityLimits.BodyBytesMax];
        new Random(7).NextBytes(large);
        Assert.True(await store.TryWriteAsync(
            "p", [new Insert("empty", default), new Insert("every", Bytes.Every), new Insert("large", large)], Ct));

        var read = await store.QueryAsync("p", null, null, Ct);
        Assert.Equal([0, 256, large.Length], read.Select(entity => entity.Body.Length));
        Assert.Equal(Bytes.Every, read[1].Body.ToArray());
        Assert.Equal(large, read[2].Body.ToArray());
        Assert.Equal(0, (await store.ReadAsync("p", "empty", Ct))!.Body.Length);
        Assert.Equal(large, (await store.ReadAsync("p", "large", Ct))!.Body.ToArray());
    }

    [Fact]
    public async Task What_the_caller_does_with_its_buffer_after_a_write_does_not_reach_the_store()
    {
        var store = await CreateAsync();
        var buffer = Bytes.Of("kept");
        Assert.True(await store.TryWriteAsync("p", [new Insert("r", buffer)], Ct));

        buffer.AsSpan().Clear();

        Assert.Equal("kept", Bytes.Text((await store.ReadAsync("p", "r", Ct))!.Body));
    }

    [Fact]
    public async Task A_cancelled_call_writes_nothing()
    {
        var store = await CreateAsync();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.TryWriteAsync("p", [new Insert("r", Bytes.Of("body"))], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadAsync("p", "r", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.QueryAsync("p", null, null, cancelled));
        Assert.Null(await store.ReadAsync("p", "r", Ct));
    }

    private static async Task<Etag> InsertAsync(IEntityStore store, string row, string body, string partition = "p")
    {
        Assert.True(await store.TryWriteAsync(partition, [new Insert(row, Bytes.Of(body))], Ct));
        return (await store.ReadAsync(partition, row, Ct))!.Etag;
    }
}
