using System.Security.Cryptography;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Datasets;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Datasets;

/// <summary>Recordings as a data set wants them: counted and hashed before the first candle is folded.</summary>
internal static class RecordedContracts
{
    /// <summary>Lists the contracts that have candles in the range.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="outcomes">Signals of a run.</param>
    /// <param name="ct">Stops the listing.</param>
    /// <returns>The contracts in order of their symbols, and those without a candle in the range.</returns>
    /// <exception cref="CandleFileException">A recording is missing, corrupt or holds nonsense.</exception>
    public static (IReadOnlyList<DatasetContract> Contracts, IReadOnlyList<Symbol> LeftOut) List(
        DatasetOptions options, SignalHistory outcomes, CancellationToken ct)
    {
        var folder = new RecordingFolder(options.Data);
        var contracts = new List<DatasetContract>();
        var leftOut = new List<Symbol>();
        foreach (var symbol in options.Symbols.Count > 0 ? [.. options.Symbols.Order()] : folder.Symbols())
        {
            ct.ThrowIfCancellationRequested();
            var contract = Of(folder, symbol, options) with { Outcomes = outcomes.Of(symbol) };
            if (contract.Candles > 0) contracts.Add(contract);
            else leftOut.Add(symbol);
        }

        if (contracts.Count > 0) return (contracts, leftOut);
        throw new CandleFileException(options.Data, 0, null,
            $"no contract has a candle from {options.From} to before {options.To}");
    }

    private static DatasetContract Of(RecordingFolder folder, Symbol symbol, DatasetOptions options)
    {
        // States are warm at the first row where there are candles before it, as they are live.
        var first = options.From - FeatureSchema.WarmUp;
        var (minutes, payments) = (folder.Minutes(symbol), folder.Funding(symbol));
        var forecast = new RowForecast(options.From);
        foreach (var minute in RecordedCandles.Minutes(minutes, first, options.To)) forecast.Add(minute);
        var sources = new List<DatasetSource> { SourceOf(folder, minutes, forecast.Candles) };
        IReadOnlyList<SettledFunding> funding = [];
        if (File.Exists(payments))
        {
            funding = RecordedCandles.Funding(payments, symbol, options.To);
            sources.Add(SourceOf(folder, payments, funding.Count));
        }

        return new(symbol, forecast.Candles, forecast.Rows, funding, sources,
            () => new Reader(new(minutes, first, options.To)));
    }

    private static DatasetSource SourceOf(RecordingFolder folder, string path, long rows)
    {
        using var file = File.OpenRead(path);
        return new(Path.GetRelativePath(folder.Directory, path).Replace('\\', '/'),
            Convert.ToHexStringLower(SHA256.HashData(file)), rows);
    }

    private sealed class Reader(RecordedCandles candles) : ICandleReader
    {
        public int Read(Span<Candle> into) => candles.Read(into);

        public void Dispose() => candles.Dispose();
    }
}
