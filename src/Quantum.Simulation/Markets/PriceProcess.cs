using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>
/// One invented contract through time: it takes its share of the market's return, adds its own with volatility
/// clusters, spells of trend and jumps, and is drawn back to its anchor over some twenty days.
/// </summary>
/// <remarks>Uses only + − × ÷ √ of IEEE doubles, which give the same bits everywhere.</remarks>
internal sealed class PriceProcess
{
    private const double JumpChance = 1.0 / 2_880;
    private const double TrendChance = 1.0 / 360;
    private const double WickChance = 1.0 / 200;
    private const double OpenShiftChance = 0.1;
    private const double PullPerMinute = 1.0 / (20 * 1_440);
    private const double ReturnMax = 0.15;
    private const double BandFactor = 10;
    private const double MarkFollows = 0.6;
    private const double MarkWickShare = 0.4;

    private readonly ContractProfile _profile;
    private readonly GeneratedMarketOptions _options;
    private readonly Xoshiro256 _random;
    private readonly double _sigma;
    private readonly double _minuteQuoteVolume;
    private readonly double _ticksPerPrice;
    private readonly double _stepsPerUnit;
    private double _price;
    private double _mark;
    private double _variance = 1;
    private double _trend;
    private double _fundingRate;
    private int _gapLeft;
    private MinuteBar _bar;

    public PriceProcess(ContractProfile profile, GeneratedMarketOptions options, ulong seed)
    {
        _profile = profile;
        _options = options;
        _random = new Xoshiro256(seed);
        _sigma = profile.DaySigma / MarketWeather.MinutesRoot;
        _minuteQuoteVolume = profile.DayQuoteVolume / 1_440;
        _ticksPerPrice = PowerOfTen(profile.PriceScale);
        _stepsPerUnit = PowerOfTen(profile.VolumeScale);
        _price = profile.Anchor * (1 + (0.05 * _random.NextBell()));
        _fundingRate = 0.0001 * profile.Rules.FundingIntervalHours / 8;
        StandStill();
    }

    /// <summary>Steps over a whole hour of the history before the first minute.</summary>
    /// <param name="marketReturn">The market's return in the hour.</param>
    /// <returns>High, low, close and traded value of the hour, quote units.</returns>
    public (double High, double Low, double Close, double QuoteVolume) StepHour(double marketReturn)
    {
        var sigma = _sigma * Math.Sqrt(60);
        var open = _price;
        Move((_profile.Beta * marketReturn) + (sigma * _random.NextBell()) - (60 * Pull()));
        var (high, low) = Extremes(open, _price, open * sigma);
        StandStill();
        var volume = 60 * _minuteQuoteVolume * SteadyExponential.Of((0.4 * _random.NextBell()) - 0.08);
        return (high, low, _price, volume);
    }

    /// <summary>Steps over one minute.</summary>
    public MinuteBar StepMinute(in MinuteWeather weather)
    {
        var chance = _random.NextUniform();
        if (_gapLeft == 0 && chance < _options.GapChance) _gapLeft = 1 + (int)(_random.Next() % 5);
        if (_gapLeft == 0 && chance > 1 - _options.ZeroVolumeChance) return _bar = QuietMinute();

        var open = _price;
        var bell = _random.NextBell();
        var own = _sigma * weather.Season * Math.Sqrt(_variance);
        var shared = _profile.Beta * weather.Sigma;
        var sigma = Math.Sqrt((own * own) + (shared * shared));
        var change = (_profile.Beta * weather.Return) + (own * bell) + _trend - Pull() + DrawEvents(bell);
        _variance = VolatilityCluster.Next(_variance, bell);
        Move(change);
        if (_gapLeft > 0)
        {
            _gapLeft--;
            return _bar = MinuteBar.HoleAfter(_bar);
        }

        return _bar = TradedMinute(open, open * sigma, Math.Abs(change) / sigma, weather.Season);
    }

    /// <summary>Settles funding now and draws the next rate: it drifts around 0.01 % per eight hours.</summary>
    public FundingPayment PayFunding(DateTimeOffset at)
    {
        var share = _profile.Rules.FundingIntervalHours / 8.0;
        var payment = new FundingPayment(at, Math.Round(_fundingRate, 8), _bar.Mark.Open);
        var drawn = (0.85 * _fundingRate) + (0.15 * 0.0001 * share) + (0.00006 * share * _random.NextBell());
        _fundingRate = Math.Clamp(drawn, -0.0075, 0.0075);
        return payment;
    }

    private void StandStill()
    {
        _mark = _price;
        _bar = MinuteBar.HoleAfter(new(TickBar.Flat(TicksOf(_price)), TickBar.Flat(TicksOf(_price)), 0, -1));
    }

    private double Pull() => PullPerMinute * ((_price / _profile.Anchor) - 1);

    // The band holds over years whatever is drawn; the pull alone keeps the price well inside it.
    private void Move(double change) => _price = Math.Clamp(
        _price * (1 + Math.Clamp(change, -ReturnMax, ReturnMax)),
        _profile.Anchor / BandFactor,
        _profile.Anchor * BandFactor);

    private double DrawEvents(double bell)
    {
        var chance = _random.NextUniform();
        if (chance < TrendChance) _trend = 0.05 * _sigma * _random.NextBell();
        return chance > 1 - JumpChance ? _sigma * (8 + (12 * _random.NextUniform())) * (bell < 0 ? -1 : 1) : 0;
    }

    private MinuteBar QuietMinute()
    {
        var last = TickBar.Flat(_bar.Last.Close);
        return new MinuteBar(last, MarkMinute(last, _bar.Mark.Close, _price, 0, 0), 0, -1);
    }

    private MinuteBar TradedMinute(double open, double sigma, double surprise, double season)
    {
        var (high, low) = Extremes(open, _price, 0.8 * sigma);
        var highExcess = high - Math.Max(open, _price);
        var lowExcess = Math.Min(open, _price) - low;
        var chance = _random.NextUniform();
        if (chance < WickChance)
        {
            var wick = sigma * (1 + (400 * chance));
            if (_random.NextBell() < 0) low -= wick;
            else high += wick;
        }

        var close = TicksOf(_price);
        // Most minutes open where the last one closed; some open one tick beside it.
        var shift = chance > 1 - OpenShiftChance ? chance > 1 - (OpenShiftChance / 2) ? 1 : -1 : 0;
        var opened = Math.Max(1, TicksOf(open) + shift);
        var last = new TickBar(opened, Math.Max(TicksOf(high), Math.Max(opened, close)),
            Math.Min(TicksOf(low), Math.Min(opened, close)), close);
        var target = _price + (0.1 * sigma * _random.NextBell());
        var mark = MarkMinute(last, _bar.Mark.Close, target, highExcess, lowExcess);
        var quoteVolume = _minuteQuoteVolume * season * season * (0.6 + (0.5 * surprise))
            * SteadyExponential.Of((0.9 * _random.NextBell()) - 0.4);
        var steps = Math.Max(1L, (long)(quoteVolume / _price * _stepsPerUnit));
        return new MinuteBar(last, mark, steps, -1);
    }

    // The mark follows the last price with a delay and reaches out less: a wick of one book does not move it.
    private TickBar MarkMinute(TickBar last, int opened, double target, double highExcess, double lowExcess)
    {
        var open = _mark;
        _mark += MarkFollows * (target - _mark);
        var close = TicksOf(_mark);
        var high = TicksOf(Math.Max(open, _mark) + (MarkWickShare * highExcess));
        var low = TicksOf(Math.Min(open, _mark) - (MarkWickShare * lowExcess));
        var top = Math.Max(opened, close);
        var bottom = Math.Min(opened, close);
        return new TickBar(opened, Math.Max(top, Math.Min(high, Math.Max(top, last.High))),
            Math.Min(bottom, Math.Max(low, Math.Min(bottom, last.Low))), close);
    }

    // Highest and lowest point of a Brownian bridge; half the square sum of two bell numbers is nearly exponential.
    private (double High, double Low) Extremes(double open, double close, double sigma)
    {
        var squared = (close - open) * (close - open);
        var up = Math.Sqrt(squared + (2 * sigma * sigma * NextExponential()));
        var down = Math.Sqrt(squared + (2 * sigma * sigma * NextExponential()));
        return ((open + close + up) / 2, (open + close - down) / 2);
    }

    private double NextExponential()
    {
        var first = _random.NextBell();
        var second = _random.NextBell();
        return ((first * first) + (second * second)) / 2;
    }

    private int TicksOf(double price) => Math.Max(1, (int)Math.Round(price * _ticksPerPrice));

    private static double PowerOfTen(int exponent)
    {
        var power = 1.0;
        for (var index = 0; index < exponent; index++) power *= 10;
        return power;
    }
}
