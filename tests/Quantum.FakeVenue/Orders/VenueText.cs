using System.Globalization;
using Quantum.Core.Markets;

namespace Quantum.FakeVenue.Orders;

/// <summary>Numbers and directions as the venue writes them.</summary>
internal static class VenueText
{
    public static string Of(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    public static string Of(Side side) => side == Side.Buy ? "BUY" : "SELL";

    public static Side SideOf(string text) => text switch
    {
        "BUY" => Side.Buy,
        "SELL" => Side.Sell,
        _ => throw new Requests.VenueError(-1117, "Invalid side."),
    };
}
