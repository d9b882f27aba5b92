using System.Collections.Frozen;
using Quantum.Core.Labels;
using Quantum.Core.Markets;

namespace Quantum.Datasets;

/// <summary>A file that a data set was made of.</summary>
/// <param name="File">Its path below the recordings' directory, with <c>/</c>.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal.</param>
/// <param name="Rows">Rows used of it.</param>
public sealed record DatasetSource(string File, string Sha256, long Rows);

/// <summary>Everything that is recorded of one contract.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Candles">How many candles <paramref name="Open"/> will give.</param>
/// <param name="RowsMax">
/// Room that is made for its rows: the forecast of <see cref="RowForecast"/>, or more, which costs a move of the rows
/// behind it.
/// </param>
/// <param name="Funding">Settled payments, ascending; empty where none are recorded.</param>
/// <param name="Sources">The files behind it.</param>
/// <param name="Open">Opens the candles; called once.</param>
public sealed record DatasetContract(Symbol Symbol, long Candles, long RowsMax,
    IReadOnlyList<SettledFunding> Funding, IReadOnlyList<DatasetSource> Sources, Func<ICandleReader> Open)
{
    /// <summary>Whether there is a recording of its funding, be it empty.</summary>
    public bool HasFundingFile { get; init; }

    /// <summary>
    /// What became of the signals that the system made itself, by the minute of the deciding candle; empty without.
    /// </summary>
    public IReadOnlyDictionary<Minute, SignalOutcome> Outcomes { get; init; } =
        FrozenDictionary<Minute, SignalOutcome>.Empty;
}
