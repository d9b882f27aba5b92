namespace Quantum.Simulation.Markets;

/// <summary>What the market as a whole does in one minute.</summary>
/// <param name="Return">Its return.</param>
/// <param name="Sigma">σ that the return was drawn with.</param>
/// <param name="Season">How busy the time of day is; 1 on average.</param>
internal readonly record struct MinuteWeather(double Return, double Sigma, double Season);

/// <summary>
/// The factor that all contracts share: GARCH(1,1) within calm and stormy spells, a rare jump, and the shape of a day.
/// </summary>
internal sealed class MarketWeather(ulong seed)
{
    /// <summary>√1,440: a day's σ is this many times a minute's.</summary>
    public const double MinutesRoot = 37.94733192202055;

    private const double DaySigma = 0.022;
    private const double StormBegins = 1.0 / 1_440;
    private const double StormEnds = 1.0 / 240;
    private const double CalmFactor = 0.8;
    private const double StormFactor = 2.2;
    private const double JumpChance = 1.0 / 7_200;

    // Activity by UTC hour: quiet after the American close, busiest when Europe and America overlap.
    private static readonly double[] Hours =
    [
        1.05, 0.95, 0.90, 0.85, 0.80, 0.80, 0.85, 0.95, 1.00, 1.00, 0.95, 0.95,
        1.05, 1.30, 1.50, 1.45, 1.30, 1.15, 1.05, 1.00, 0.95, 0.85, 0.80, 0.95,
    ];

    private readonly Xoshiro256 _random = new(Xoshiro256.Derive(seed, 1));
    private double _variance = 1;
    private bool _isStorm;

    /// <summary>Draws the next minute.</summary>
    /// <param name="minuteOfDay">0 to 1,439, UTC.</param>
    public MinuteWeather Next(int minuteOfDay)
    {
        var season = SeasonAt(minuteOfDay);
        var bell = _random.NextBell();
        var chance = _random.NextUniform();
        var sigma = DaySigma / MinutesRoot * season * (_isStorm ? StormFactor : CalmFactor) * Math.Sqrt(_variance);
        var change = sigma * bell;
        _variance = VolatilityCluster.Next(_variance, bell);
        if (chance < JumpChance) change += sigma * 8 * (bell < 0 ? -1 : 1);
        if (chance > 1 - (_isStorm ? StormEnds : StormBegins)) _isStorm = !_isStorm;
        return new MinuteWeather(change, sigma, season);
    }

    /// <summary>Draws a whole hour at once, for the history before the first minute.</summary>
    public double NextHourReturn() => DaySigma / MinutesRoot * Math.Sqrt(60) * _random.NextBell();

    private static double SeasonAt(int minuteOfDay)
    {
        var hour = minuteOfDay / 60;
        var share = minuteOfDay % 60 / 60.0;
        return (Hours[hour] * (1 - share)) + (Hours[(hour + 1) % Hours.Length] * share);
    }
}

/// <summary>GARCH(1,1) with a mean of 1: large moves follow large moves, fading over about half an hour.</summary>
internal static class VolatilityCluster
{
    private const double Reaction = 0.08;
    private const double Memory = 0.90;
    private const double VarianceMax = 25;

    /// <summary>The variance after a move.</summary>
    /// <param name="variance">The variance that the move was drawn with.</param>
    /// <param name="bell">The move in units of its σ.</param>
    public static double Next(double variance, double bell) => Math.Min(
        VarianceMax, 1 - Reaction - Memory + (Reaction * variance * bell * bell) + (Memory * variance));
}
