using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>How one invented contract behaves, fixed by the seed.</summary>
/// <param name="Rules">What the venue demands of orders.</param>
/// <param name="Anchor">The price that it reverts to, quote units.</param>
/// <param name="DaySigma">σ of its own daily return, beside the market's; 0.03 is 3 %.</param>
/// <param name="Beta">Share of the market's return that it takes.</param>
/// <param name="DayQuoteVolume">Typical traded value of a day, quote units.</param>
/// <param name="SpreadBps">Distance of bid and ask, basis points.</param>
/// <param name="PriceScale">Decimals of a price.</param>
/// <param name="VolumeScale">Decimals of a volume.</param>
internal sealed record ContractProfile(
    SymbolRules Rules, double Anchor, double DaySigma, double Beta, double DayQuoteVolume, double SpreadBps,
    int PriceScale, int VolumeScale)
{
    private const int HoursPerDay = 24;

    // Well-known names with prices of their usual order, so that a reader sees at once what is a large contract.
    private static readonly (string Name, double Price)[] WellKnown =
    [
        ("BTCUSDT", 97_000), ("ETHUSDT", 3_400), ("SOLUSDT", 180), ("XRPUSDT", 2.2), ("BNBUSDT", 650),
        ("DOGEUSDT", 0.31), ("ADAUSDT", 0.78), ("1000PEPEUSDT", 0.012), ("LINKUSDT", 19), ("AVAXUSDT", 33),
        ("SUIUSDT", 3.4), ("TRXUSDT", 0.25), ("LTCUSDT", 105), ("BCHUSDT", 430), ("NEARUSDT", 4.6),
        ("DOTUSDT", 6.4), ("1000SHIBUSDT", 0.021), ("UNIUSDT", 9.3), ("APTUSDT", 8.1), ("FILUSDT", 5.0),
        ("AAVEUSDT", 290), ("ETCUSDT", 25), ("XLMUSDT", 0.36), ("HBARUSDT", 0.27), ("ICPUSDT", 9.8),
        ("ARBUSDT", 0.72), ("OPUSDT", 1.7), ("ATOMUSDT", 6.1), ("TONUSDT", 5.3), ("VETUSDT", 0.041),
    ];

    private static readonly double[] PowersOfTen =
        [0.00001, 0.0001, 0.001, 0.01, 0.1, 1, 10, 100];

    /// <summary>Invents one contract.</summary>
    /// <param name="seed">The market's seed.</param>
    /// <param name="rank">0 for the largest; a contract depends on nothing but seed, rank and origin.</param>
    /// <param name="origin">First minute of the market.</param>
    public static ContractProfile Invent(ulong seed, int rank, Minute origin)
    {
        var random = new Xoshiro256(Xoshiro256.Derive(seed, 1_000_000UL + (ulong)rank));
        var isKnown = rank < WellKnown.Length;
        var anchor = isKnown
            ? WellKnown[rank].Price * (0.7 + (0.6 * random.NextUniform()))
            : (1 + (9 * random.NextUniform())) * PowersOfTen[(int)(random.Next() % (ulong)PowersOfTen.Length)];
        var daySigma = isKnown ? 0.015 + (0.02 * random.NextUniform()) : 0.02 + (0.05 * random.NextUniform());
        var beta = rank == 0 ? 0.9 : 0.6 + (0.9 * random.NextUniform());
        var dayVolume = 12e9 / (1 + (0.9 * rank)) * SteadyExponential.Of(0.6 * random.NextBell());
        var spreadBps = 1 + (7 * Math.Min(1, rank / 200.0) * (0.5 + (0.5 * random.NextUniform())));
        var (priceScale, volumeScale) = ScalesOf(anchor);
        var rules = RulesOf(random, rank, origin, anchor, priceScale, volumeScale);
        return new ContractProfile(rules, anchor, daySigma, beta, dayVolume, spreadBps, priceScale, volumeScale);
    }

    private static SymbolRules RulesOf(
        Xoshiro256 random, int rank, Minute origin, double anchor, int priceScale, int volumeScale)
    {
        var name = rank < WellKnown.Length ? WellKnown[rank].Name : $"SYN{rank:000}USDT";
        var intervalDraw = random.NextUniform();
        var intervalHours = rank < 5 || intervalDraw < 0.6 ? 8 : intervalDraw < 0.93 ? 4 : 1;
        // One in thirty of the unknown is newly listed, so that the age filter has something to refuse.
        var isNew = rank >= WellKnown.Length && random.NextUniform() < 1.0 / 30;
        var ageDays = isNew ? 3 + (random.Next() % 6) : 30 + (random.Next() % 2_000);
        var step = new decimal(1, 0, 0, isNegative: false, (byte)volumeScale);
        var ordersMax = rank < 5 ? 5_000_000 : 500_000;
        return new SymbolRules(
            Symbol.Of(name),
            ContractStatus.Trading,
            QuoteAsset: "USDT",
            IsPerpetual: true,
            ListedAt: (origin - ((int)ageDays * HoursPerDay * 60)).Start,
            TickSize: new decimal(1, 0, 0, isNegative: false, (byte)priceScale),
            StepSize: step,
            QuantityMin: step,
            QuantityMax: Math.Max(1, Math.Floor((decimal)(ordersMax / anchor) / step)) * step,
            NotionalMin: rank == 0 ? 100 : 5,
            FundingIntervalHours: intervalHours,
            Tiers: rank < 2 ? MaintenanceTiers.Deepest : rank < 20 ? MaintenanceTiers.Deep : MaintenanceTiers.Ordinary);
    }

    // As on the venue: a price has four to five digits in ticks, and a step is worth at most about 100 quote units.
    private static (int PriceScale, int VolumeScale) ScalesOf(double anchor)
    {
        var priceScale = 1;
        for (var ticks = anchor * 10; ticks < 5_000 && priceScale < 8; ticks *= 10) priceScale++;
        var volumeScale = 0;
        for (var worth = anchor; worth > 100; worth /= 10) volumeScale++;
        return (priceScale, volumeScale);
    }
}
