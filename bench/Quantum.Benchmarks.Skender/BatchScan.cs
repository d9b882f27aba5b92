using Skender.Stock.Indicators;

namespace Quantum.Benchmarks.Skender;

/// <summary>
/// The usual way: RSI 14, EMA 9/21/50, MACD, ATR 14, Bollinger, ADX 14, Stochastic RSI, MFI 14 and OBV computed over
/// the whole window of every symbol at every scan.
/// </summary>
internal sealed class BatchScan
{
    private readonly List<Quote>[] _quotes = [.. Enumerable.Range(0, Walk.Symbols).Select(Walk.Quotes)];

    /// <summary>One scan.</summary>
    /// <returns>The sum of the newest figures, so that none is left out.</returns>
    public double Run()
    {
        var sum = 0d;
        foreach (var quotes in _quotes)
        {
            sum += quotes.GetRsi(14).Last().Rsi!.Value + quotes.GetEma(9).Last().Ema!.Value
                + quotes.GetEma(21).Last().Ema!.Value + quotes.GetEma(50).Last().Ema!.Value
                + quotes.GetMacd(12, 26, 9).Last().Macd!.Value + quotes.GetAtr(14).Last().Atr!.Value
                + quotes.GetBollingerBands(20, 2).Last().PercentB!.Value + quotes.GetAdx(14).Last().Adx!.Value
                + quotes.GetStochRsi(14, 14, 3, 3).Last().StochRsi!.Value + quotes.GetMfi(14).Last().Mfi!.Value
                + quotes.GetObv().Last().Obv;
        }

        return sum;
    }
}
