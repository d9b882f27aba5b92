using System.Security.Cryptography;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Datasets;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Datasets;

/// <summary>
/// Recordings as a data set wants them: read, checked, counted and hashed before the first candle is folded.
/// </summary>
internal static class RecordedContracts
{
    private const int CandlesPerRead = 512;

    /// <summary>Lists the contracts that have candles in the range.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="outcomes">Signals of a run.</param>
    /// <param name="spool">Receives the candles; the contracts read them from it.</param>
    /// <param name="ct">Stops the listing.</param>
    /// <returns>The contracts in order of their symbols, and those without a candle in the range.</returns>
    /// <exception cref="CandleFileException">A recording is missing, corrupt or holds nonsense.</exception>
    public static (IReadOnlyList<DatasetContract> Contracts, IReadOnlyList<Symbol> LeftOut) List(
        DatasetOptions options, SignalHistory outcomes, CandleSpool spool, CancellationToken ct)
    {
        var folder = new RecordingFolder(options.Data);
        var contracts = new List<DatasetContract>();
        var leftOut = new List<Symbol>();
        foreach (var symbol in options.Symbols.Count > 0 ? [.. options.Symbols.Order()] : folder.Symbols())
        {
            ct.ThrowIfCancellationRequested();
            var contract = Of(folder, symbol, options, spool) with { Outcomes = outcomes.Of(symbol) };
            if (contract.Candles > 0) contracts.Add(contract);
            else leftOut.Add(symbol);
        }

        if (contracts.Count > 0) return (contracts, leftOut);
        throw new CandleFileException(options.Data, 0, null,
            $"no contract has a candle from {options.From} to before {options.To}");
    }

    private static DatasetContract Of(
        RecordingFolder folder, Symbol symbol, DatasetOptions options, CandleSpool spool)
    {
        // States are warm at the first row where there are candles before it, as they are live.
        var first = options.From - FeatureSchema.WarmUp;
        var (minutes, payments) = (folder.Minutes(symbol), folder.Funding(symbol));
        var forecast = new RowForecast(options.From);
        var place = spool.Count;
        ReadInto(spool, new(minutes, first, options.To), forecast);
        var sources = new List<DatasetSource> { SourceOf(folder, minutes, forecast.Candles) };
        IReadOnlyList<SettledFunding> funding = [];
        var isFundingRecorded = File.Exists(payments);
        if (isFundingRecorded)
        {
            funding = RecordedCandles.Funding(payments, symbol, options.To);
            sources.Add(SourceOf(folder, payments, funding.Count));
        }

        return new(symbol, forecast.Candles, forecast.Rows, funding, sources,
            () => spool.Read(place, forecast.Candles)) { HasFundingFile = isFundingRecorded };
    }

    private static void ReadInto(CandleSpool spool, RecordedCandles recording, RowForecast forecast)
    {
        using var _ = recording;
        var candles = new Candle[CandlesPerRead];
        for (var count = recording.Read(candles); count > 0; count = recording.Read(candles))
        {
            foreach (ref readonly var candle in candles.AsSpan(0, count)) forecast.Add(candle.Minute);
            spool.Add(candles.AsSpan(0, count));
        }
    }

    private static DatasetSource SourceOf(RecordingFolder folder, string path, long rows)
    {
        using var file = File.OpenRead(path);
        return new(Path.GetRelativePath(folder.Directory, path).Replace('\\', '/'),
            Convert.ToHexStringLower(SHA256.HashData(file)), rows);
    }
}
