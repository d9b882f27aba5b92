using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>
/// Recorded candles, loaded and checked as a whole before the first minute is shown. Holes in time stay holes.
/// </summary>
/// <remarks>
/// <para>
/// What the archive lacks is taken as follows. Tick and step: the decimals seen in the loaded rows. Smallest order
/// value: 5 quote units. Largest order: a billion steps. Maintenance: the tiers of an ordinary contract. Listed:
/// first row of any file of the contract. Funding interval: the spacing of its payments, 8 hours and rate 0 where
/// it has none.
/// </para>
/// <para>
/// The mark price is the last price: every wick can then trigger a stop, which never favours the strategy.
/// </para>
/// <para>
/// Times are checked in every row up to the end of the replay; the other fields only in the rows that are used (the
/// replay, its warm-up, and the eleven days before it that day statistics rest on).
/// </para>
/// </remarks>
public sealed class ReplayMarket : ICandleSource
{
    private const long MinuteMilliseconds = 60_000;
    private const long HourMilliseconds = 3_600_000;
    private const int MinutesPerDay = 1_440;
    private const int StatisticsDays = 11;

    private readonly ReplayMarketOptions _options;
    private readonly RecordingFolder _folder;
    private readonly IProgress<ReplayProgress>? _progress;
    private readonly List<ContractTape> _contracts = [];
    private readonly List<Symbol> _leftOut = [];
    private readonly List<Symbol> _withoutFunding = [];
    private readonly Minute _first;
    private long _rows;

    private ReplayMarket(ReplayMarketOptions options, IProgress<ReplayProgress>? progress)
    {
        _options = options;
        _folder = new RecordingFolder(options.Directory);
        _progress = progress;
        var day = options.From.Index / MinutesPerDay * MinutesPerDay;
        var warmUp = options.From - options.WarmUpMinutes;
        _first = new Minute(Math.Min(day - (StatisticsDays * MinutesPerDay), warmUp.Index));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ContractTape> Contracts => _contracts;

    /// <summary>Contracts of the directory without a candle in the replay, ordered.</summary>
    public IReadOnlyList<Symbol> LeftOut => _leftOut;

    /// <summary>Contracts whose funding is unknown and counts as 0, ordered.</summary>
    public IReadOnlyList<Symbol> WithoutFunding => _withoutFunding;

    /// <summary>Rows decoded.</summary>
    public long Rows => _rows;

    /// <summary>Loads a replay.</summary>
    /// <param name="options">What to show.</param>
    /// <param name="progress">Told after each file and every 65,536 rows; may be <see langword="null"/>.</param>
    /// <param name="ct">Stops the loading.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names every one.</exception>
    /// <exception cref="CandleFileException">
    /// A file is missing, corrupt or holds nonsense, or nothing is left to replay. Names file, line and field.
    /// </exception>
    public static ReplayMarket Load(
        ReplayMarketOptions options, IProgress<ReplayProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var market = new ReplayMarket(options, progress);
        market.LoadAll(ct);
        return market;
    }

    /// <inheritdoc/>
    /// <remarks>Everything is loaded already.</remarks>
    public void AdvanceTo(Minute minute)
    {
    }

    private void LoadAll(CancellationToken ct)
    {
        var isChosen = _options.Symbols.Count > 0;
        var symbols = isChosen ? [.. _options.Symbols.Order()] : _folder.Symbols();
        for (var index = 0; index < symbols.Count; index++)
        {
            ct.ThrowIfCancellationRequested();
            var symbol = symbols[index];
            if (LoadContract(symbol, new ReplayProgress(index, symbols.Count, 0, symbol)) is { } tape)
            {
                _contracts.Add(tape);
            }
            else if (isChosen)
            {
                throw new CandleFileException(_folder.Minutes(symbol), 0, null,
                    $"no candle from {_options.From} to before {_options.To}");
            }
            else
            {
                _leftOut.Add(symbol);
            }

            _progress?.Report(new ReplayProgress(index + 1, symbols.Count, _rows, symbol));
        }

        if (_contracts.Count == 0)
        {
            throw new CandleFileException(_options.Directory, 0, null,
                $"no contract has a candle from {_options.From} to before {_options.To}");
        }
    }

    private ContractTape? LoadContract(Symbol symbol, ReplayProgress progress)
    {
        var from = _first.StartMilliseconds;
        var to = _options.To.StartMilliseconds;
        var tape = new ReplayTape(_options, symbol, new HourBars(((_options.To - _first) / 60) + HourBars.HoursMin));
        void Count(int rows)
        {
            _rows += rows;
            _progress?.Report(progress with { Rows = _rows });
        }

        var file = _folder.Minutes(symbol);
        var firstMinute = CandleFile.Read(file, MinuteMilliseconds, from, to, tape.TakeMinute, Count);
        if (!tape.HasTraded) return null;
        var hourFile = _folder.Hours(symbol);
        var firstHour = File.Exists(hourFile)
            ? CandleFile.Read(hourFile, HourMilliseconds, from, to, tape.TakeHour, Count)
            : null;
        var fundingFile = _folder.Funding(symbol);
        var payments = File.Exists(fundingFile) ? FundingFile.Read(fundingFile, from, to + 1) : [];
        if (payments.Count == 0) _withoutFunding.Add(symbol);
        var listed = Math.Min(firstMinute ?? long.MaxValue, firstHour ?? long.MaxValue);
        return tape.Build(file, DateTimeOffset.FromUnixTimeMilliseconds(listed), payments);
    }
}
