using Quantum.Core.Features;
using Quantum.Core.Labels;
using Quantum.Core.Markets;

namespace Quantum.Datasets;

/// <summary>
/// Makes a data set of recorded candles with the engine that serves live: minute by minute over all contracts, each
/// candle folded in once. What is kept in memory does not grow with the length of the recordings.
/// </summary>
public sealed class DatasetBuilder : IDisposable
{
    private const int CandlesPerReport = 1 << 16;

    private readonly DatasetRequest _request;
    private readonly DatasetFiles _files;
    private readonly ContractFold[] _folds;
    private readonly SymbolFeatures[] _states;
    private readonly UniverseRows _rows;
    private readonly float[] _features;
    private readonly FundingMemory _funding = new();
    private readonly DatasetTally _tally;
    private readonly int _reference;

    /// <summary>Each contract's next minute: contracts begin and end years apart, so that most have none.</summary>
    private readonly int[] _next;

    /// <summary>Contracts with a candle at the newest minute.</summary>
    private readonly List<int> _present;

    private long _candles;

    private DatasetBuilder(DatasetRequest request)
    {
        _request = request;
        _files = new DatasetFiles(request.Directory);
        _tally = new DatasetTally(request.Contracts.Count);
        _folds = [.. Folds(request, _files)];
        _states = [.. _folds.Select(fold => fold.State)];
        _next = [.. _folds.Select(fold => fold.Next.Index)];
        _present = new List<int>(_folds.Length);
        _rows = new UniverseRows([.. request.Contracts.Select(contract => contract.Symbol)]);
        _features = new float[_folds.Length * FeatureSchema.Count];
        _reference = Array.FindIndex([.. request.Contracts], contract =>
            contract.Symbol == Symbol.Of(FeatureSchema.ReferenceSymbol));
    }

    /// <summary>Makes a data set. Its description is written last: a folder without one is not a data set.</summary>
    /// <param name="request">What it is made of.</param>
    /// <param name="progress">Told every 65,536 candles; may be <see langword="null"/>.</param>
    /// <param name="ct">Stops the work; the folder then has no description.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="ArgumentException">No contracts, not in order, or a wrong rule. A caller's bug.</exception>
    public static DatasetReport Build(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken ct)
    {
        for (var index = 0; index < request.Contracts.Count; index++)
        {
            if (index > 0 && request.Contracts[index - 1].Symbol >= request.Contracts[index].Symbol)
                throw new ArgumentException("Condition failed: contracts in order of their symbols, each once.");
        }

        if (request.Contracts.Count == 0) throw new ArgumentException("Condition failed: no contract.");
        DatasetFolder.Withdraw(request.Directory);
        using var builder = new DatasetBuilder(request);
        return builder.Run(progress, ct);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var fold in _folds) fold.Dispose();
        _files.Dispose();
    }

    private static IEnumerable<ContractFold> Folds(DatasetRequest request, DatasetFiles files)
    {
        var barrier = new TripleBarrier(request.Labels);
        var firstRow = 0L;
        for (var index = 0; index < request.Contracts.Count; index++)
        {
            var contract = request.Contracts[index];
            var rows = new ContractRows(files, index, firstRow, contract.RowsMax, barrier.Horizon);
            yield return new ContractFold(contract, barrier, request.OutcomeWeight, rows);
            firstRow += contract.RowsMax;
        }
    }

    private DatasetReport Run(IProgress<DatasetProgress>? progress, CancellationToken ct)
    {
        var total = _request.Contracts.Sum(contract => contract.Candles);
        var reported = 0L;
        for (var minute = NextMinute(); minute.Index < int.MaxValue; minute = NextMinute())
        {
            Fold(minute);
            if (_candles - reported < CandlesPerReport) continue;
            ct.ThrowIfCancellationRequested();
            reported = _candles;
            progress?.Report(new(_candles, total, _tally.Rows, minute));
        }

        foreach (var fold in _folds) fold.Complete();
        var report = _tally.Report(_request.Contracts, _request.OutcomeWeight, [.. _folds.Select(fold => fold.Rows)]);
        CloseUp();
        DatasetDescription.Write(_request, report, _files.Finish(report.Rows));
        progress?.Report(new(_candles, total, report.Rows, default));
        return report;
    }

    /// <summary>Both searches through all contracts compare several at once: this runs for every minute.</summary>
    private Minute NextMinute() => new(_next.Min());

    private void Fold(Minute minute)
    {
        _present.Clear();
        for (var index = IndexOf(minute, from: 0); index >= 0; index = IndexOf(minute, from: index + 1))
        {
            _folds[index].Step();
            _next[index] = _folds[index].Next.Index;
            _present.Add(index);
        }

        _candles += _present.Count;
        if (minute >= _request.From) AddRows(minute);
        else _tally.CountWarmUp(_present.Count);
    }

    /// <summary>The first contract from a place on whose next candle is that of the minute; −1 without one.</summary>
    private int IndexOf(Minute minute, int from) => Array.IndexOf(_next, minute.Index, from);

    private void AddRows(Minute minute)
    {
        foreach (var index in _present) _folds[index].NoteFunding(minute, _funding);
        _rows.Write(minute, _states, _funding, _features);
        var rows = 0;
        foreach (var index in _present)
        {
            var verdict = _rows.VerdictOf(index);
            _tally.Count(index, verdict);
            if (!verdict.Passed) continue;
            rows++;
            if (!_folds[index].HasFunding(minute)) _tally.CountWithoutFunding(index);
            var row = _features.AsSpan(index * FeatureSchema.Count, FeatureSchema.Count);
            if (_folds[index].AddRow(minute, row, _rows.UnbrokenSteps(index)) is { } outcome)
                _tally.CountSignal(outcome, _request.Labels.HorizonMinutes);
        }

        _tally.CountMinute(rows, HasReference(minute));
    }

    private bool HasReference(Minute minute) => _reference >= 0 && _states[_reference].IsAt(minute)
        && _states[_reference].Unbroken > FeatureSchema.CrossSectionLag;

    /// <summary>Where fewer rows were made than there was room for, the gap is closed.</summary>
    private void CloseUp()
    {
        var end = 0L;
        foreach (var fold in _folds)
        {
            _files.MoveDown(fold.Rows.FirstRow, end, fold.Rows.Count);
            end += fold.Rows.Count;
        }
    }
}
