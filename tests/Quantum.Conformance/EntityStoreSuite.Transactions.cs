using Quantum.App.Ports;
using static Quantum.App.Ports.EntityWrite;

namespace Quantum.Conformance;

/// <content>Transactions, limits and races.</content>
public abstract partial class EntityStoreSuite
{
    private const int WritersCount = 4;
    private const int IncrementsPerWriter = 50;

    public enum Middle
    {
        InsertWhereSomethingIs,
        ReplaceOfAnOldVersion,
        ReplaceOfNothing,
        DeleteOfAnOldVersion,
        DeleteOfNothing,
    }

    [Fact]
    public async Task A_transaction_applies_all_its_changes()
    {
        var store = await CreateAsync();
        var changed = await InsertAsync(store, "changed", "old");
        var removed = await InsertAsync(store, "removed", "old");

        Assert.True(await store.TryWriteAsync(
            "p",
            [
                new Insert("added", Bytes.Of("new")),
                new Replace("changed", Bytes.Of("new"), changed),
                new Delete("removed", removed),
            ],
            Ct));

        Assert.Equal(["added new", "changed new"], await DumpAsync(store, "p"));
    }

    [Theory]
    [InlineData(Middle.InsertWhereSomethingIs)]
    [InlineData(Middle.ReplaceOfAnOldVersion)]
    [InlineData(Middle.ReplaceOfNothing)]
    [InlineData(Middle.DeleteOfAnOldVersion)]
    [InlineData(Middle.DeleteOfNothing)]
    public async Task A_conflict_in_the_middle_undoes_what_came_before_and_what_would_come_after(Middle middle)
    {
        var store = await CreateAsync();
        var old = await InsertAsync(store, "conflict", "old");
        Assert.True(await store.TryWriteAsync("p", [new Replace("conflict", Bytes.Of("current"), old)], Ct));
        var changed = await InsertAsync(store, "changed", "old");
        var removed = await InsertAsync(store, "removed", "old");
        EntityWrite conflict = middle switch
        {
            Middle.InsertWhereSomethingIs => new Insert("conflict", Bytes.Of("new")),
            Middle.ReplaceOfAnOldVersion => new Replace("conflict", Bytes.Of("new"), old),
            Middle.ReplaceOfNothing => new Replace("nothing", Bytes.Of("new"), old),
            Middle.DeleteOfAnOldVersion => new Delete("conflict", old),
            _ => new Delete("nothing", old),
        };

        Assert.False(await store.TryWriteAsync(
            "p",
            [
                new Insert("before", Bytes.Of("new")),
                new Replace("changed", Bytes.Of("new"), changed),
                conflict,
                new Delete("removed", removed),
                new Insert("after", Bytes.Of("new")),
            ],
            Ct));

        Assert.Equal(["changed old", "conflict current", "removed old"], await DumpAsync(store, "p"));
        Assert.True(await store.TryWriteAsync(
            "p", [new Replace("changed", Bytes.Of("new"), changed), new Delete("removed", removed)], Ct));
    }

    [Fact]
    public async Task Rows_come_in_ordinal_order()
    {
        var store = await CreateAsync();
        string[] rows = ["b", "a", "B", "A", "a.", "a-", "a_", "a:", "a0", "aa", "10", "9", "_", "-"];
        Assert.True(await store.TryWriteAsync("p", [.. rows.Select(row => new Insert(row, default))], Ct));

        var read = await store.QueryAsync("p", null, null, Ct);

        Assert.Equal(rows.Order(StringComparer.Ordinal), read.Select(entity => entity.Row));
    }

    [Theory]
    [InlineData(null, null, "a b c d")]
    [InlineData("b", null, "b c d")]
    [InlineData(null, "c", "a b")]
    [InlineData("b", "d", "b c")] // the first row belongs, the last does not
    [InlineData("b", "b", "")]
    [InlineData("c", "b", "")]
    [InlineData("aa", "cc", "b c")] // bounds need not exist
    [InlineData("", "zz", "a b c d")] // nor be keys
    [InlineData("a~", "{", "b c d")]
    [InlineData("e", null, "")]
    [InlineData(null, "a", "")]
    public async Task A_query_takes_the_first_row_and_leaves_the_last(string? fromRow, string? toRow, string rows)
    {
        var store = await CreateAsync();
        Assert.True(await store.TryWriteAsync(
            "p", [.. "dbca".Select(row => new Insert(row.ToString(), default))], Ct));

        var read = await store.QueryAsync("p", fromRow, toRow, Ct);

        Assert.Equal(rows, string.Join(' ', read.Select(entity => entity.Row)));
    }

    [Fact]
    public async Task Partitions_are_apart()
    {
        var store = await CreateAsync();
        var etag = await InsertAsync(store, "r", "one", "p1");
        await InsertAsync(store, "r", "two", "p2");
        await InsertAsync(store, "r", "short", "p");

        Assert.Equal(["r one"], await DumpAsync(store, "p1"));
        Assert.Equal(["r two"], await DumpAsync(store, "p2"));
        Assert.False(await store.TryWriteAsync("p2", [new Delete("r", etag)], Ct));
        Assert.True(await store.TryWriteAsync("p1", [new Delete("r", etag)], Ct));
        Assert.Empty(await DumpAsync(store, "p1"));
        Assert.Equal(["r two"], await DumpAsync(store, "p2"));
        Assert.Empty(await DumpAsync(store, "P"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_transaction_has_1_to_100_changes(int count, bool isAllowed)
    {
        var store = await CreateAsync();
        var writes = Enumerable.Range(0, count).Select(row => new Insert($"r{row}", default)).ToArray();

        if (isAllowed)
            Assert.True(await store.TryWriteAsync("p", writes, Ct));
        else
            await Assert.ThrowsAsync<ArgumentException>(() => store.TryWriteAsync("p", writes, Ct));

        Assert.Equal(isAllowed ? count : 0, (await store.QueryAsync("p", null, null, Ct)).Count);
    }

    [Fact]
    public async Task A_body_of_more_than_512_KiB_is_refused_and_nothing_is_written()
    {
        var store = await CreateAsync();
        var body = new byte[EntityLimits.BodyBytesMax + 1];
        var etag = await InsertAsync(store, "r", "old");

        await Assert.ThrowsAsync<ArgumentException>(
            () => store.TryWriteAsync("p", [new Insert("a", default), new Insert("b", body)], Ct));
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.TryWriteAsync("p", [new Replace("r", body, etag)], Ct));
        Assert.Equal(["r old"], await DumpAsync(store, "p"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task The_bodies_of_a_transaction_have_at_most_2_MiB_together(int more, bool isAllowed)
    {
        var store = await CreateAsync();
        var largest = new byte[EntityLimits.BodyBytesMax];
        var writes = Enumerable.Range(0, EntityLimits.TransactionBytesMax / largest.Length)
            .Select(row => new Insert($"r{row}", largest)).Append(new Insert("more", new byte[more])).ToList();

        if (isAllowed)
            Assert.True(await store.TryWriteAsync("p", writes, Ct));
        else
            await Assert.ThrowsAsync<ArgumentException>(() => store.TryWriteAsync("p", writes, Ct));

        Assert.Equal(isAllowed ? writes.Count : 0, (await store.QueryAsync("p", null, null, Ct)).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a%b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("é")]
    [InlineData("😀")]
    public async Task A_key_with_another_character_is_refused_everywhere(string key)
    {
        var store = await CreateAsync();

        await AssertKeyIsRefusedAsync(store, key);
    }

    [Fact]
    public async Task A_key_has_at_most_128_characters_and_case_matters()
    {
        var store = await CreateAsync();
        var longest = string.Concat(Enumerable.Repeat("Az09._:-", 16));

        Assert.Equal(EntityLimits.KeyLengthMax, longest.Length);
        await InsertAsync(store, longest, "body", longest);
        Assert.Null(await store.ReadAsync(longest, longest.ToLowerInvariant(), Ct));
        Assert.Null(await store.ReadAsync(longest.ToLowerInvariant(), longest, Ct));
        await AssertKeyIsRefusedAsync(store, longest + "x");
    }

    [Fact]
    public async Task Two_changes_of_one_row_are_refused_and_nothing_is_written()
    {
        var store = await CreateAsync();
        var etag = await InsertAsync(store, "r", "old");

        await Assert.ThrowsAsync<ArgumentException>(() => store.TryWriteAsync(
            "p", [new Delete("r", etag), new Insert("other", default), new Insert("r", Bytes.Of("new"))], Ct));
        Assert.Equal(["r old"], await DumpAsync(store, "p"));
    }

    [Fact]
    public async Task Concurrent_increments_with_retries_lose_nothing()
    {
        var store = await CreateAsync();
        await InsertAsync(store, "counter", "0");

        await Task.WhenAll(Enumerable.Range(0, WritersCount).Select(_ => Task.Run(() => IncrementAsync(store))));

        var counter = await store.ReadAsync("p", "counter", Ct);
        Assert.Equal(WritersCount * IncrementsPerWriter, Bytes.Number(counter!.Body));
    }

    [Fact]
    public async Task Of_concurrent_inserts_of_one_row_exactly_one_wins()
    {
        var store = await CreateAsync();
        for (var row = 0; row < 20; row++)
        {
            var won = await Task.WhenAll(Enumerable.Range(0, WritersCount).Select(writer => Task.Run(
                () => store.TryWriteAsync("p", [new Insert($"r{row}", Bytes.Of(writer))], Ct))));

            var winner = Assert.Single(Enumerable.Range(0, WritersCount), writer => won[writer]);
            Assert.Equal(winner, Bytes.Number((await store.ReadAsync("p", $"r{row}", Ct))!.Body));
        }
    }

    [Fact]
    public async Task A_reader_never_sees_half_of_a_transaction()
    {
        var store = await CreateAsync();
        await InsertAsync(store, "a", "0");
        await InsertAsync(store, "b", "0");
        var writer = Task.Run(() => MoveBothAsync(store));
        do
        {
            var both = await store.QueryAsync("p", null, null, Ct);
            Assert.Equal(Bytes.Text(both[0].Body), Bytes.Text(both[1].Body));
        }
        while (!writer.IsCompleted);

        await writer;
    }

    private static async Task MoveBothAsync(IEntityStore store)
    {
        for (var number = 1; number <= 200; number++)
        {
            var both = await store.QueryAsync("p", null, null, Ct);
            var body = Bytes.Of(number);
            Assert.True(await store.TryWriteAsync(
                "p", [new Replace("b", body, both[1].Etag), new Replace("a", body, both[0].Etag)], Ct));
        }
    }

    private static async Task IncrementAsync(IEntityStore store)
    {
        var done = 0;
        while (done < IncrementsPerWriter)
        {
            var read = (await store.ReadAsync("p", "counter", Ct))!;
            var next = Bytes.Of(Bytes.Number(read.Body) + 1);
            if (await store.TryWriteAsync("p", [new Replace("counter", next, read.Etag)], Ct))
                done++;
        }
    }

    private static async Task AssertKeyIsRefusedAsync(IEntityStore store, string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryWriteAsync(key, [new Insert("r", default)], Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryWriteAsync("p", [new Insert(key, default)], Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync(key, "r", Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync("p", key, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => store.QueryAsync(key, null, null, Ct));
    }

    private static async Task<string[]> DumpAsync(IEntityStore store, string partition) =>
        [.. (await store.QueryAsync(partition, null, null, Ct)).Select(read => $"{read.Row} {Bytes.Text(read.Body)}")];
}
