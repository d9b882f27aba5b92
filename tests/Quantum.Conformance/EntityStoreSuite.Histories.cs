using Quantum.App.Ports;
using static Quantum.App.Ports.EntityWrite;

namespace Quantum.Conformance;

/// <content>Random histories against a plain sorted list.</content>
public abstract partial class EntityStoreSuite
{
    private const int StepsPerHistory = 200;
    private static readonly string[] HistoryRows = ["a", "b", "c", "d", "e", "f"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Random_histories_agree_with_a_plain_sorted_list(int seed)
    {
        var store = await CreateAsync();
        var random = new Random(seed);
        var model = new SortedList<string, (string Body, Etag Etag)>(StringComparer.Ordinal);
        var oldEtags = new List<Etag> { Etag.Of("never") };
        for (var step = 0; step < StepsPerHistory; step++)
        {
            var writes = RandomWrites(random, model, oldEtags, step);
            var isExpected = writes.All(write => Fits(write, model));

            Assert.Equal(isExpected, await store.TryWriteAsync("p", writes, Ct));

            if (isExpected)
                await ApplyAsync(store, writes, model, oldEtags);

            var read = await store.QueryAsync("p", null, null, Ct);
            Assert.Equal(
                model.Select(row => (row.Key, row.Value.Body, row.Value.Etag)),
                read.Select(entity => (entity.Row, Bytes.Text(entity.Body), entity.Etag)));
        }
    }

    private static EntityWrite[] RandomWrites(
        Random random, SortedList<string, (string Body, Etag Etag)> model, List<Etag> oldEtags, int step)
    {
        var rows = HistoryRows.ToArray();
        random.Shuffle(rows);
        return [.. rows.Take(random.Next(1, 4))
            .Select(row => RandomWrite(random, model, oldEtags, row, $"{row}{step}"))];
    }

    private static EntityWrite RandomWrite(
        Random random,
        SortedList<string, (string Body, Etag Etag)> model,
        List<Etag> oldEtags,
        string row,
        string body)
    {
        var exists = model.TryGetValue(row, out var current);
        var isWrongKind = random.Next(8) == 0;
        if (exists == isWrongKind)
            return new Insert(row, Bytes.Of(body));

        var isStale = !exists || random.Next(8) == 0;
        var etag = isStale ? oldEtags[random.Next(oldEtags.Count)] : current.Etag;
        return random.Next(3) == 0 ? new Delete(row, etag) : new Replace(row, Bytes.Of(body), etag);
    }

    private static bool Fits(EntityWrite write, SortedList<string, (string Body, Etag Etag)> model)
    {
        var exists = model.TryGetValue(write.Row, out var current);
        return write switch
        {
            Replace replace => exists && current.Etag == replace.IfMatch,
            Delete delete => exists && current.Etag == delete.IfMatch,
            _ => !exists,
        };
    }

    private static async Task ApplyAsync(
        IEntityStore store,
        EntityWrite[] writes,
        SortedList<string, (string Body, Etag Etag)> model,
        List<Etag> oldEtags)
    {
        foreach (var write in writes)
        {
            if (model.Remove(write.Row, out var old))
                oldEtags.Add(old.Etag);

            if (write is Delete)
                continue;

            var read = (await store.ReadAsync("p", write.Row, Ct))!;
            Assert.DoesNotContain(read.Etag, oldEtags);
            var body = write is Insert insert ? insert.Body : ((Replace)write).Body;
            model.Add(write.Row, (Bytes.Text(body), read.Etag));
        }
    }
}
