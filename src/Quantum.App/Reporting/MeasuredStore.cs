using Quantum.App.Hosting;
using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Reporting;

/// <summary>
/// A store that notes the business metrics of what passes through it. What is measured is what is durable, at no
/// further transaction; the use cases know nothing of it.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="measurements">Told every value.</param>
/// <param name="time">The clock.</param>
public sealed class MeasuredStore(IEntityStore store, IMeasurements measurements, TimeProvider time) : IEntityStore
{
    private const double MinutesPerDay = 1_440;
    private BundleSummary? _serving;

    /// <inheritdoc/>
    public async Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct)
    {
        var entity = await store.ReadAsync(partition, row, ct);
        if ((partition, row) is (ModelRegister.Partition, ModelRegister.PointerRow))
            _serving = entity?.ToDocument(DocumentJson.Default.ModelPointer).Value.Active;
        return entity;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct)
    {
        var entities = await store.QueryAsync(partition, fromRow, toRow, ct);
        if (partition == StoreLayout.Book && fromRow is null && toRow is null) NoteBook(entities);
        return entities;
    }

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        if (!await store.TryWriteAsync(partition, writes, ct)) return false;
        foreach (var write in writes) NoteWrite(partition, write);
        return true;
    }

    private void NoteWrite(string partition, EntityWrite write)
    {
        if (BodyOf(write) is not { } body) return;
        var entity = new StoredEntity(write.Row, body, Unread);
        if (partition == StoreLayout.DeadLetters) measurements.Note(MetricNames.DeadLetters, 1);
        else if (partition.StartsWith(StoreLayout.ScansPrefix, StringComparison.Ordinal))
            NoteScan(entity.ToDocument(DocumentJson.Default.ScanRow).Value);
        else if ((partition, write.Row) is (StoreLayout.Book, StoreLayout.MonitorRow))
            NoteTick(entity.ToDocument(DocumentJson.Default.MonitorRow).Value);
    }

    /// <summary>A scan row is written when claimed, when complete, and when its last signal has ended.</summary>
    private void NoteScan(ScanRow row)
    {
        if (row.CompletedAt is not { } done) return;
        if (row.Outcomes is { Count: > 0 } outcomes)
        {
            foreach (var line in outcomes.GroupBy(line => line.Code))
                measurements.Note(MetricNames.SignalOutcomes, line.Sum(each => each.Count),
                    MetricNames.ReasonDimension, ReasonCatalog.Of(line.Key).Name);
            return;
        }

        measurements.Note(MetricNames.ScanLag, (done - row.Minute.Start).TotalSeconds);
        measurements.Note(MetricNames.SymbolsDecided, row.Symbols);
        foreach (var line in row.Decisions.GroupBy(line => line.Code))
            measurements.Note(MetricNames.Decisions, line.Sum(each => each.Count),
                MetricNames.ReasonDimension, ReasonCatalog.Of(line.Key).Name);
        foreach (var line in row.Decisions.GroupBy(line => line.Source))
            measurements.Note(MetricNames.ServedBy, line.Sum(each => each.Count),
                MetricNames.ServedByDimension, line.Key.Name());
        measurements.Note(MetricNames.SignalsQueued,
            row.Decisions.Where(line => line.Code == ReasonCode.SignalQueued).Sum(line => line.Count));
        NoteModel(row);
    }

    /// <summary>A model that is too old still has an age, but nobody expects signals of it.</summary>
    private void NoteModel(ScanRow row)
    {
        if (_serving is not { } model) return;
        measurements.Note(MetricNames.ModelAge, ModelAge.HoursAt(model.DataTo, row.Minute));
        var scored = row.Decisions.Where(line => line.Source == SignalSource.Model).Sum(line => line.Count);
        if (double.IsFinite(model.ExpectedSignalsPerDay) && scored > 0)
            measurements.Note(MetricNames.SignalsExpected,
                model.ExpectedSignalsPerDay / MinutesPerDay * scored / BundleTrials.SymbolsOfRate);
    }

    private void NoteTick(MonitorRow row)
    {
        if (row.VenueProblem is not null) return; // Not a reading of the account: the values are those of before.
        measurements.Note(MetricNames.Equity, (double)row.Books.Equity);
        measurements.Note(MetricNames.ReconcileMismatch, (double)Math.Abs(row.Books.Mismatch));
        measurements.Note(MetricNames.ClockOffset, row.ClockOffsetSeconds);
    }

    private void NoteBook(IReadOnlyList<StoredEntity> entities)
    {
        var now = time.GetUtcNow();
        var positions = entities
            .Where(entity => entity.Row.StartsWith(StoreLayout.PositionPrefix, StringComparison.Ordinal))
            .Select(entity => entity.ToDocument(DocumentJson.Default.Position).Value).ToList();
        measurements.Note(MetricNames.PositionsOpen, positions.Count(position => position.HeldQuantity > 0));
        measurements.Note(MetricNames.UnprotectedSeconds, positions
            .Where(position => position.HeldQuantity > 0)
            .Max(position => (double?)Since(position.UnprotectedSince, now)) ?? 0);
        measurements.Note(MetricNames.UnknownOrderSeconds, positions
            .SelectMany(position => position.Orders).Where(order => order.NeedsEvidence)
            .Max(order => (double?)Since(order.PreparedAt, now)) ?? 0);
    }

    private static double Since(DateTimeOffset? start, DateTimeOffset now) =>
        start is { } instant ? Math.Max(0, (now - instant).TotalSeconds) : 0;

    private static ReadOnlyMemory<byte>? BodyOf(EntityWrite write) => write switch
    {
        EntityWrite.Insert insert => insert.Body,
        EntityWrite.Replace replace => replace.Body,
        _ => null,
    };

    /// <summary>The version of what was just written is not known, and nobody asks for it here.</summary>
    private static Etag Unread { get; } = Etag.Of("unread");
}
