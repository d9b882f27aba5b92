namespace Quantum.App.Hosting;

/// <summary>
/// The business metrics that hosts send, a small and fixed set. Alerts and the workbook of <c>infra/</c> read them by
/// these names; a test compares.
/// </summary>
public static class MetricNames
{
    /// <summary>
    /// Seconds from a scan minute's start until it was durable; one value per completed minute. Its absence is the
    /// alarm of a scan that stands.
    /// </summary>
    public const string ScanLag = "quantum.scan.lag";

    /// <summary>Symbols decided in a scan minute; one value per completed minute.</summary>
    public const string SymbolsDecided = "quantum.scan.symbols";

    /// <summary>How symbols ended, by <see cref="ReasonDimension"/>; one value per minute and reason.</summary>
    public const string Decisions = "quantum.scan.decisions";

    /// <summary>Symbols scored, by <see cref="ServedByDimension"/>; one value per minute and source.</summary>
    public const string ServedBy = "quantum.scan.served";

    /// <summary>Signals queued; one value per completed minute, 0 included.</summary>
    public const string SignalsQueued = "quantum.signals.queued";

    /// <summary>Signals that a minute should give by the serving model's manifest; absent for the rule.</summary>
    public const string SignalsExpected = "quantum.signals.expected";

    /// <summary>How signals ended, by <see cref="ReasonDimension"/>.</summary>
    public const string SignalOutcomes = "quantum.signals.outcomes";

    /// <summary>Messages that were given up; one value of 1 per message.</summary>
    public const string DeadLetters = "quantum.signals.poisoned";

    /// <summary>Hours since the serving model was trained; one value per completed minute while there is one.</summary>
    public const string ModelAge = "quantum.model.age";

    /// <summary>
    /// Seconds that a tick of the monitor took; one value per complete tick. Its absence is the alarm of a monitor that
    /// stands.
    /// </summary>
    public const string MonitorDuration = "quantum.monitor.duration";

    /// <summary>Open positions; one value per complete tick.</summary>
    public const string PositionsOpen = "quantum.positions.open";

    /// <summary>Seconds that the worst open position has been without a confirmed stop; one value per tick.</summary>
    public const string UnprotectedSeconds = "quantum.positions.unprotected";

    /// <summary>Age of the oldest order of unknown outcome, seconds; 0 without one; one value per tick.</summary>
    public const string UnknownOrderSeconds = "quantum.orders.unknown";

    /// <summary>Difference between our books and the venue's, quote units; one value per complete tick.</summary>
    public const string ReconcileMismatch = "quantum.books.mismatch";

    /// <summary>Equity, quote units; one value per complete tick.</summary>
    public const string Equity = "quantum.books.equity";

    /// <summary>Our clock less the venue's, seconds; one value per complete tick.</summary>
    public const string ClockOffset = "quantum.venue.clock";

    /// <summary>
    /// Request weight that the exchange has counted in this minute for the address, of 2,400; one value per call of a
    /// process that speaks to it.
    /// </summary>
    public const string VenueWeight = "quantum.venue.weight";

    /// <summary>A use case failed, by <see cref="UseCaseDimension"/>; one value of 1 each.</summary>
    public const string Faults = "quantum.faults";

    /// <summary>Dimension: the reason's name in <c>docs/reasons.md</c>.</summary>
    public const string ReasonDimension = "reason";

    /// <summary>Dimension: the use case's name.</summary>
    public const string UseCaseDimension = "useCase";

    /// <summary>Dimension: <c>model</c>, <c>rule</c> or <c>none</c>.</summary>
    public const string ServedByDimension = "source";
}
