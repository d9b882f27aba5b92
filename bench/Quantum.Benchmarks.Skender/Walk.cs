using Quantum.Core.Indicators;
using Skender.Stock.Indicators;

namespace Quantum.Benchmarks.Skender;

/// <summary>Invented candles that both sides read.</summary>
internal static class Walk
{
    /// <summary>Symbols of the universe.</summary>
    public const int Symbols = 222;

    /// <summary>Candles that a batch looks at.</summary>
    public const int Window = 500;

    /// <summary>The candles of one symbol.</summary>
    public static List<Quote> Quotes(int seed)
    {
        var random = new Random(seed);
        var close = 100m;
        var quotes = new List<Quote>(Window);
        for (var index = 0; index < Window; index++)
        {
            var open = close;
            close = Math.Round(close * (1 + (decimal)((random.NextDouble() - 0.5) * 0.004)), 4);
            quotes.Add(new Quote
            {
                Date = DateTime.UnixEpoch.AddMinutes(index), Open = open, Close = close,
                High = Math.Max(open, close) + 0.05m, Low = Math.Min(open, close) - 0.05m,
                Volume = random.Next(1, 1_000),
            });
        }

        return quotes;
    }

    /// <summary>A candle as the streaming indicators read it.</summary>
    public static Bar ToBar(this Quote quote) => Bar.Of((double)quote.Open, (double)quote.High, (double)quote.Low,
        (double)quote.Close, (double)quote.Volume);
}
