using Quantum.App.Ports;

namespace Quantum.Conformance;

/// <summary>
/// What every <see cref="IBlobStore"/> does. An adapter's tests derive from it and say how to make a store.
/// </summary>
public abstract class BlobStoreSuite
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A store without blobs. It may be called once per test.</summary>
    protected abstract ValueTask<IBlobStore> CreateAsync();

    [Fact]
    public async Task A_blob_that_was_never_put_reads_as_nothing()
    {
        var store = await CreateAsync();

        Assert.Null(await store.ReadAsync("ledger/2025-06-02", Ct));
        Assert.False(await store.TryDeleteAsync("ledger/2025-06-02", Ct));
        Assert.Empty(await store.ListAsync("", Ct));
    }

    [Fact]
    public async Task A_name_is_written_once_and_the_first_bytes_stay()
    {
        var store = await CreateAsync();

        Assert.True(await store.TryPutAsync("a", Bytes.Of("first"), Ct));
        Assert.False(await store.TryPutAsync("a", Bytes.Of("second"), Ct));
        Assert.Equal("first", Bytes.Text((await store.ReadAsync("a", Ct))!.Value));
    }

    [Fact]
    public async Task A_deleted_name_can_be_written_again()
    {
        var store = await CreateAsync();
        Assert.True(await store.TryPutAsync("a", Bytes.Of("first"), Ct));

        Assert.True(await store.TryDeleteAsync("a", Ct));
        Assert.False(await store.TryDeleteAsync("a", Ct));
        Assert.Null(await store.ReadAsync("a", Ct));
        Assert.Empty(await store.ListAsync("", Ct));
        Assert.True(await store.TryPutAsync("a", Bytes.Of("second"), Ct));
        Assert.Equal("second", Bytes.Text((await store.ReadAsync("a", Ct))!.Value));
    }

    [Theory]
    [InlineData(0)] // a blob of no bytes is not an absent blob
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(40_000)]
    [InlineData(3_000_000)]
    public async Task Bytes_come_back_exactly(int length)
    {
        var store = await CreateAsync();
        var content = new byte[length];
        new Random(length).NextBytes(content);

        Assert.True(await store.TryPutAsync("a", content, Ct));

        var read = await store.ReadAsync("a", Ct);
        Assert.NotNull(read);
        Assert.Equal(content, read.Value.ToArray());
    }

    [Fact]
    public async Task What_the_caller_does_with_its_buffer_after_a_put_does_not_reach_the_store()
    {
        var store = await CreateAsync();
        var buffer = Bytes.Of("kept");
        Assert.True(await store.TryPutAsync("a", buffer, Ct));

        buffer.AsSpan().Clear();

        Assert.Equal("kept", Bytes.Text((await store.ReadAsync("a", Ct))!.Value));
    }

    [Theory]
    [InlineData("", "A/1 a-b a.b a/1 a/10 a/2 a:b aa b")]
    [InlineData("a", "a-b a.b a/1 a/10 a/2 a:b aa")]
    [InlineData("a/", "a/1 a/10 a/2")] // a prefix may end where no name may
    [InlineData("a/1", "a/1 a/10")] // the name itself begins with it
    [InlineData("b", "b")]
    [InlineData("c", "")]
    [InlineData("a/100", "")]
    [InlineData("A", "A/1")] // case matters
    [InlineData("%", "")] // no wildcards
    [InlineData("a_", "")]
    [InlineData("a*", "")]
    [InlineData("é", "")]
    public async Task A_list_holds_the_names_that_begin_with_the_prefix_in_ordinal_order(string prefix, string names)
    {
        var store = await CreateAsync();
        foreach (var name in new[] { "b", "a/2", "a/10", "a/1", "aa", "a-b", "a.b", "a:b", "A/1" })
            Assert.True(await store.TryPutAsync(name, Bytes.Of(name), Ct));

        Assert.Equal(names, string.Join(' ', await store.ListAsync(prefix, Ct)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData("a./b")]
    [InlineData("./a")]
    [InlineData("a/./b")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("a?b")]
    [InlineData("a%b")]
    [InlineData("a\0b")]
    [InlineData("é")]
    public async Task A_name_that_some_store_could_not_hold_is_refused_everywhere(string name)
    {
        var store = await CreateAsync();

        await AssertNameIsRefusedAsync(store, name);
    }

    [Fact]
    public async Task A_name_has_at_most_200_characters()
    {
        var store = await CreateAsync();
        var longest = string.Concat(Enumerable.Repeat("Az09._:-/b", 20));

        Assert.True(await store.TryPutAsync(longest, Bytes.Every, Ct));
        Assert.Equal([longest], await store.ListAsync(longest, Ct));
        Assert.Equal(Bytes.Every, (await store.ReadAsync(longest, Ct))!.Value.ToArray());
        await AssertNameIsRefusedAsync(store, longest + "x");
    }

    [Fact]
    public async Task Of_concurrent_puts_of_one_name_exactly_one_wins()
    {
        var store = await CreateAsync();
        for (var round = 0; round < 20; round++)
        {
            var name = $"round/{round}";
            var won = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(
                () => store.TryPutAsync(name, Bytes.Of(writer), Ct))));

            var winner = Assert.Single(Enumerable.Range(0, 4), writer => won[writer]);
            Assert.Equal(winner, Bytes.Number((await store.ReadAsync(name, Ct))!.Value));
        }
    }

    [Fact]
    public async Task A_cancelled_call_writes_nothing()
    {
        var store = await CreateAsync();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.TryPutAsync("a", default, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadAsync("a", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListAsync("", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.TryDeleteAsync("a", cancelled));
        Assert.Null(await store.ReadAsync("a", Ct));
    }

    private static async Task AssertNameIsRefusedAsync(IBlobStore store, string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryPutAsync(name, Bytes.Of("body"), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync(name, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryDeleteAsync(name, Ct));
    }
}
