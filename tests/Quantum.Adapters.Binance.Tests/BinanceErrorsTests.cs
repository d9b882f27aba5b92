using CryptoExchange.Net.Objects;
using CryptoExchange.Net.Objects.Errors;
using Quantum.Core.Orders;

namespace Quantum.Adapters.Binance.Tests;

public sealed class BinanceErrorsTests
{
    [Theory]
    //          code, status, kind
    [InlineData(-1000, 503, BinanceFaultKind.Unknown)] // "Unknown error, please check your request"
    [InlineData(-1000, 400, BinanceFaultKind.Unknown)]
    [InlineData(-1001, 400, BinanceFaultKind.Unknown)]
    [InlineData(-1006, 200, BinanceFaultKind.Unknown)]
    [InlineData(-1007, 408, BinanceFaultKind.Unknown)]
    [InlineData(null, 503, BinanceFaultKind.Unknown)] // a web page
    [InlineData(null, 502, BinanceFaultKind.Unknown)]
    [InlineData(null, null, BinanceFaultKind.Unknown)] // a time-out, a dropped connection
    [InlineData(-2021, 500, BinanceFaultKind.Unknown)] // a server that fails while it refuses has said nothing
    [InlineData(-1008, 503, BinanceFaultKind.Limited)] // throttled by system protection: certainly not executed
    [InlineData(-1003, 429, BinanceFaultKind.Limited)]
    [InlineData(null, 418, BinanceFaultKind.Limited)]
    [InlineData(-1015, 400, BinanceFaultKind.Limited)]
    [InlineData(-1021, 400, BinanceFaultKind.Clock)]
    [InlineData(-1016, 503, BinanceFaultKind.Closed)] // "This service is no longer available": maintenance
    [InlineData(-2015, 401, BinanceFaultKind.Unauthorised)]
    [InlineData(-1022, 400, BinanceFaultKind.Unauthorised)]
    [InlineData(0, 451, BinanceFaultKind.Region)]
    [InlineData(null, 403, BinanceFaultKind.Region)]
    [InlineData(-2021, 400, BinanceFaultKind.Refused)]
    [InlineData(-4120, 400, BinanceFaultKind.Refused)]
    public void A_failure_is_judged_by_its_code_and_its_status(int? code, int? status, BinanceFaultKind kind) =>
        Assert.Equal(kind, BinanceErrors.Judge(ErrorOf(code), status).Kind);

    [Theory]
    [InlineData(-2021, VenueRefusal.WouldTriggerImmediately)]
    [InlineData(-4130, VenueRefusal.StopExists)]
    [InlineData(-2022, VenueRefusal.NothingToReduce)]
    [InlineData(-2019, VenueRefusal.InsufficientMargin)]
    [InlineData(-1111, VenueRefusal.RuleBroken)]
    [InlineData(-4003, VenueRefusal.RuleBroken)]
    [InlineData(-4014, VenueRefusal.RuleBroken)]
    [InlineData(-4164, VenueRefusal.RuleBroken)]
    [InlineData(-4028, VenueRefusal.RuleBroken)]
    [InlineData(-4116, VenueRefusal.DuplicateId)]
    [InlineData(-4140, VenueRefusal.NotTrading)]
    [InlineData(-1121, VenueRefusal.NotTrading)]
    [InlineData(-2011, VenueRefusal.NoSuchOrder)]
    [InlineData(-4015, VenueRefusal.Other)]
    [InlineData(-4120, VenueRefusal.Other)]
    [InlineData(-2010, VenueRefusal.Other)]
    public void A_refusal_keeps_its_meaning(int code, VenueRefusal refusal) =>
        Assert.Equal(refusal, BinanceErrors.RefusalOf(BinanceErrors.Judge(ErrorOf(code), 400)));

    [Fact]
    public void What_is_unknown_is_never_a_refusal() => Assert.Throws<ArgumentException>(
        () => BinanceErrors.RefusalOf(BinanceErrors.Judge(ErrorOf(null), 503)));

    [Fact]
    public void Where_no_answer_came_the_detail_begins_with_what_happened() => Assert.Equal(
        "Binance: Name or service not known",
        BinanceErrors.Unavailable(BinanceErrors.Judge(
            new WebError("Name or service not known"), status: null)).Message);

    private static ServerError ErrorOf(int? code) => code is { } number
        ? new(number.ToString("D"), new ErrorInfo(ErrorType.Unknown, false, "words", number.ToString("D")))
        : new(ErrorType.Unknown, "words");
}
