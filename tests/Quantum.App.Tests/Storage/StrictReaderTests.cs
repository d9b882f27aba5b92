using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Quantum.App.Models;
using Quantum.App.Preflight;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Accounting;
using Quantum.Core.Filters;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Storage;

/// <summary>A stored document that lacks what is always written is damaged, and no default stands in for it.</summary>
public sealed class StrictReaderTests
{
    private static readonly Minute Noon = Minute.Of(World.Start);
    private static readonly Symbol Near = Symbol.Of("NEARUSDT");
    private static readonly SignalId Id = SignalId.For(Noon, Near, Side.Buy, "quantum-1");

    private static readonly Signal Signal = new(
        Id, Noon, Near, Side.Buy, SignalSource.Model, 0.7, Price.Of(2.5m), 0.01, 1_000m, "m1");

    private static readonly Dictionary<string, (object Value, JsonTypeInfo Type)> Documents = new()
    {
        [nameof(ScanRow)] = (new ScanRow
        {
            Minute = Noon, Owner = "one", ClaimedAt = World.Start, Attempt = 1,
            Decisions = [new FunnelLine(ReasonCode.RuleNeutral, SignalSource.RuleRsi, Side.None, 222)],
        }, DocumentJson.Default.ScanRow),
        [nameof(ScanHead)] = (new ScanHead(Noon, Noon + 1), DocumentJson.Default.ScanHead),
        [nameof(ScanOutage)] = (new ScanOutage(Noon, Noon + 1), DocumentJson.Default.ScanOutage),
        [nameof(SignalRow)] = (new SignalRow(Signal, null, null), DocumentJson.Default.SignalRow),
        [nameof(SignalMessage)] = (new SignalMessage(Noon, [Id]), DocumentJson.Default.SignalMessage),
        [nameof(DeadLetterRow)] = (new DeadLetterRow(World.Start, "why", "body"), DocumentJson.Default.DeadLetterRow),
        [nameof(FaultRow)] = (new FaultRow(World.Start, "ScanMarket", "what"), DocumentJson.Default.FaultRow),
        [nameof(AlarmRow)] = (new AlarmRow(World.Start, new Reason(ReasonCode.OrderUnknown, 31, 30)),
            DocumentJson.Default.AlarmRow),
        [nameof(MonitorRow)] = (new MonitorRow
        {
            Books = AccountBooks.Open(new AccountSnapshot(World.Start, 10_000m, [], [], []), 0),
            TickAt = World.Start, Marks = [new HeldMark(Near, Price.Of(2.5m))],
        }, DocumentJson.Default.MonitorRow),
        [nameof(BookSeal)] = (new BookSeal(Core.Settings.TradingMode.Paper, "Sim", "p01"),
            DocumentJson.Default.BookSeal),
        [nameof(UniverseRow)] = (new UniverseRow(World.Start, 2, [Near],
                [new UnwatchedContract(Symbol.Of("ADAUSDT"), new Reason(ReasonCode.UniverseLessTraded, 2, 1))]),
            DocumentJson.Default.UniverseRow),
        [nameof(EquityPoint)] = (new EquityPoint(Noon, 1m, 2m), DocumentJson.Default.EquityPoint),
        [nameof(OperatorControl)] = (new OperatorControl(OperatorOrder.Halt, World.Start),
            DocumentJson.Default.OperatorControl),
        [nameof(RiskBook)] = (RiskBook.Empty with
        {
            Slots = [new RiskSlot(Id, Near, Side.Buy, 100m, 33m, 1.5m, World.Start)],
            Exits = [new ExitNote(Near, World.Start, -0.01, CloseType.StopLoss)],
            Trips = [new BreakerTrip(new Reason(ReasonCode.BreakerDrawdown, 0.11, 0.1), World.Start, null)],
        }, DocumentJson.Default.RiskBook),
        [nameof(Position)] = (new Position
        {
            Signal = Signal, Plan = new ExitPlan(0.015m, 0.0225m, 0.001m), Leverage = 3,
            ExpectedPrice = Price.Of(2.5m), PlannedAt = World.Start,
            Orders =
            [
                OrderRecord.Prepare(
                    OrderRequest.Entry(ClientOrderId.For("p01", Id, OrderLeg.Entry, 0), Near, Side.Buy,
                        Quantity.Of(1)),
                    OrderLeg.Entry, World.Start),
            ],
        }, DocumentJson.Default.Position),
        [nameof(Trade)] = (new Trade(Id, Near, Side.Buy, SignalSource.RuleRsi, 0.5, Noon, World.Start, World.Start, 1m,
            2m, 3m, 4m, 5m, 6m, CloseType.TakeProfit, 7, 8), DocumentJson.Default.Trade),
        [nameof(ModelPointer)] = (SampleRows.Pointer, DocumentJson.Default.ModelPointer),
        [nameof(ModelVerdict)] = (SampleRows.Verdict, DocumentJson.Default.ModelVerdict),
        [nameof(ModelServing)] = (SampleRows.Serving, DocumentJson.Default.ModelServing),
        [nameof(PreflightRow)] = (SampleRows.Preflight, DocumentJson.Default.PreflightRow),
    };

    public static TheoryData<string> Names => [.. Documents.Keys];

    [Fact]
    public void Every_document_that_is_stored_has_a_sample_here() => Assert.Equal(
        typeof(DocumentJson).GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => ((Type)attribute.ConstructorArguments[0].Value!).Name).Order(),
        Documents.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_that_lacks_anything_that_is_always_written_is_refused_by_its_name(string name)
    {
        var (value, type) = Documents[name];
        var whole = JsonSerializer.SerializeToNode(value, type)!.AsObject();
        Assert.Null(Record.Exception(() => Read(whole, type)));
        var paths = Paths(whole, "").ToList();
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            var without = whole.DeepClone().AsObject();
            var (owner, member) = Find(without, path);
            owner.Remove(member);
            var error = Record.Exception(() => Read(without, type));
            if (error is null && IsOptional(name, path)) continue;
            Assert.True(error is InvalidDataException, $"{name} without {path} was read: {error}");
            Assert.Contains(member, error.Message, StringComparison.Ordinal);
            Assert.Contains("row", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_null_where_none_may_be_is_refused(string name)
    {
        var (value, type) = Documents[name];
        var whole = JsonSerializer.SerializeToNode(value, type)!.AsObject();
        foreach (var path in Paths(whole, "").Where(path => !IsOptional(name, path)))
        {
            var with = whole.DeepClone().AsObject();
            var (owner, member) = Find(with, path);
            owner[member] = null;
            Assert.True(Record.Exception(() => Read(with, type)) is InvalidDataException,
                $"{name} with null for {path} was read.");
        }
    }

    /// <summary>What may be null, and is present in the samples all the same.</summary>
    private static bool IsOptional(string document, string path) => SampleRows.Optional.Contains($"{document}.{path}")
        || path.EndsWith("modelVersion", StringComparison.Ordinal)
        || path.EndsWith("request.quantity", StringComparison.Ordinal);

    private static object Read(JsonObject document, JsonTypeInfo type)
    {
        var stored = new Ports.StoredEntity(
            "row", JsonSerializer.SerializeToUtf8Bytes(document), Ports.Etag.Of("1"));
        return typeof(DocumentStore).GetMethod(nameof(DocumentStore.ToDocument))!.MakeGenericMethod(type.Type)
            .Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [stored, type], null)!;
    }

    /// <summary>Every member, also of objects inside, as a path of names and indices.</summary>
    private static IEnumerable<string> Paths(JsonNode node, string prefix)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (member, value) in members)
                {
                    yield return prefix + member;
                    if (value is null) continue;
                    foreach (var path in Paths(value, $"{prefix}{member}.")) yield return path;
                }

                break;
            case JsonArray items when items.Count > 0 && items[0] is JsonObject first:
                foreach (var path in Paths(first, $"{prefix}0.")) yield return path;
                break;
        }
    }

    private static (JsonObject Owner, string Member) Find(JsonObject document, string path)
    {
        var parts = path.Split('.');
        JsonNode node = document;
        foreach (var part in parts[..^1]) node = node is JsonArray items ? items[int.Parse(part)]! : node[part]!;
        return (node.AsObject(), parts[^1]);
    }
}
