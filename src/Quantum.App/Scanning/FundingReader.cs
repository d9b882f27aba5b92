using Quantum.App.Ports;
using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.App.Scanning;

/// <summary>
/// Keeps what is known of settled funding current: once with the first scan, then in the first minutes of each hour,
/// because payments fall on whole hours and the venue may publish them a little later.
/// </summary>
/// <param name="marketData">Where payments are published.</param>
public sealed class FundingReader(IMarketData marketData)
{
    /// <summary>Longest time between two payments of a contract (Binance USD-M: 8, 4 or 1 h).</summary>
    public static readonly TimeSpan IntervalMax = TimeSpan.FromHours(8);

    /// <summary>Minutes of an hour in which the newest payments are asked for.</summary>
    public const int MinutesAsked = 5;

    private DateTimeOffset? _readFrom;

    /// <summary>The payments known so far.</summary>
    public FundingMemory Memory { get; } = new();

    /// <summary>Reads what may be new.</summary>
    /// <param name="last">The newest candle of the scan.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <remarks>
    /// A venue that does not answer is asked again in the next minute; until then the rates known before stand.
    /// </remarks>
    public async Task RefreshAsync(Minute last, CancellationToken ct)
    {
        var oldest = last - FeatureWindow.Steps;
        var hour = new Minute(last.Index - (last.Index % 60)).Start;
        var isDue = _readFrom is not { } read || read < hour || last.Index % 60 < MinutesAsked;
        if (!isDue) return;
        try
        {
            Memory.Note(await marketData.ReadFundingAsync(_readFrom ?? oldest.Start - IntervalMax, ct));
            Memory.ForgetBefore(oldest);
            _readFrom = hour;
        }
        catch (VenueUnavailableException)
        {
            // Tried again by the next scan: the hour of the last success has not moved.
        }
    }
}
