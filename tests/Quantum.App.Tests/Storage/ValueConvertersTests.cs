using System.Text.Json;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Storage;

public sealed class ValueConvertersTests
{
    [Theory]
    [InlineData(typeof(Symbol), "\"nearusdt\"")]
    [InlineData(typeof(Symbol), "null")]
    [InlineData(typeof(Symbol), "7")]
    [InlineData(typeof(Minute), "\"2025-06-02T12:00Z\"")]
    [InlineData(typeof(Minute), "\"99991231T2359\"")]
    [InlineData(typeof(SignalId), "\"ABCDEFGHIJKLMNOP\"")]
    [InlineData(typeof(ClientOrderId), "\"an id with spaces\"")]
    [InlineData(typeof(Price), "0")]
    [InlineData(typeof(Price), "-1")]
    [InlineData(typeof(Price), "\"100\"")]
    [InlineData(typeof(Price), "1e400")]
    [InlineData(typeof(Quantity), "0")]
    [InlineData(typeof(Quantity), "null")]
    [InlineData(typeof(Reason), "\"SPREAD_WIDE\"")]
    [InlineData(typeof(Reason), "[]")]
    [InlineData(typeof(Reason), "[\"SPREAD_WIDE\", 1]")]
    [InlineData(typeof(Reason), "[\"SPREAD_WIDE\", 1, 2, 3]")]
    [InlineData(typeof(Reason), "[\"SPREAD_WIDE\", \"wide\", 2]")]
    [InlineData(typeof(Reason), "[\"NO_SUCH_CODE\", 1, 2]")]
    [InlineData(typeof(Reason), "[7, 1, 2]")]
    public void Nonsense_is_refused(Type type, string json) => Assert.Throws<JsonException>(() => Read(json, type));

    [Theory]
    [InlineData(typeof(Symbol), "\"1000PEPEUSDT\"")]
    [InlineData(typeof(Symbol), "\"币安人生USDT\"")]
    [InlineData(typeof(Minute), "\"20250602T1200\"")]
    [InlineData(typeof(SignalId), "\"abcdefghijklmnop\"")]
    [InlineData(typeof(ClientOrderId), "\"p01-abcdefghijklmnop-e0\"")]
    [InlineData(typeof(Price), "0.00000001234567890123456789")]
    [InlineData(typeof(Price), "100.10")] // The scale of a decimal is part of what is kept.
    [InlineData(typeof(Quantity), "79228162514264337593543950335")]
    [InlineData(typeof(Reason), "[\"SPREAD_WIDE\",0.1,1E-300]")]
    [InlineData(typeof(Reason), "[\"MODEL_NONE\",null,null]")]
    public void Values_come_back_as_they_were_written(Type type, string json)
    {
        var value = Read(json, type);
        var written = JsonSerializer.Serialize(value, type, Options);
        Assert.Equal(value, Read(written, type));
        Assert.Equal(Plain(json), Plain(written));
    }

    private static readonly JsonSerializerOptions Options = new()
    {
        Converters =
        {
            new SymbolConverter(), new MinuteConverter(), new SignalIdConverter(), new ClientOrderIdConverter(),
            new PriceConverter(), new QuantityConverter(), new ReasonConverter(),
        },
    };

    private static object? Read(string json, Type type) => JsonSerializer.Deserialize(json, type, Options);

    private static string Plain(string json) => JsonDocument.Parse(json).RootElement.ToString();
}
