using Quantum.Core.Labels;
using Quantum.Core.Markets;

namespace Quantum.Datasets;

/// <summary>What a data set is made of and where it goes.</summary>
/// <param name="Directory">Folder of the data set; made where it does not exist.</param>
/// <param name="Contracts">The universe, ordered by symbol, each once.</param>
/// <param name="From">First minute of a row; earlier candles only warm the states up.</param>
/// <param name="Labels">How rows are labelled.</param>
/// <param name="CodeCommit">Commit of the program, for the record; <c>unknown</c> where it is not known.</param>
public sealed record DatasetRequest(string Directory, IReadOnlyList<DatasetContract> Contracts, Minute From,
    LabelRules Labels, string CodeCommit)
{
    /// <summary>Weight of a row that was a signal, ≥ 0; every other row weighs 1.</summary>
    public double OutcomeWeight { get; init; } = 1;

    /// <summary>The run whose signals join; <see langword="null"/> without one.</summary>
    public RunSource? Run { get; init; }

    /// <summary>What was asked for, for the record; <see langword="null"/> where nobody typed it.</summary>
    public DatasetOrder? Options { get; init; }
}

/// <summary>How far a data set has come.</summary>
/// <param name="Candles">Candles folded in.</param>
/// <param name="CandlesTotal">Candles to fold in.</param>
/// <param name="Rows">Rows made.</param>
/// <param name="Minute">The minute that was folded in last.</param>
public readonly record struct DatasetProgress(long Candles, long CandlesTotal, long Rows, Minute Minute);
