namespace Quantum.Simulation.Venues;

/// <summary>
/// What the simulated venue charges and how it starts. The defaults are Binance USD-M figures for VIP 0.
/// </summary>
public sealed record PaperVenueOptions
{
    /// <summary>
    /// Wallet balance of a new account, quote units (USDT). Default 10,000; range (0, 1,000,000,000].
    /// </summary>
    /// <remarks>Read once, when the account is first written; afterwards the stored account keeps its own.</remarks>
    public decimal Deposit { get; init; } = 10_000m;

    /// <summary>Commission of a fill as a share of its value. Default 0.0005 (5 bps); range [0, 0.01].</summary>
    public decimal TakerFeeRate { get; init; } = 0.0005m;

    /// <summary>How much worse than the book every fill is, basis points. Default 2; range [0, 500].</summary>
    public decimal SlippageBps { get; init; } = 2m;

    /// <summary>
    /// Fee of a liquidation as a share of the closed value; never more than is left of the isolated margin. It replaces
    /// the commission. Default 0.0125 (Binance <c>exchangeInfo.liquidationFee</c> of BTCUSDT); range [0, 0.1].
    /// </summary>
    public decimal LiquidationFeeRate { get; init; } = 0.0125m;

    /// <summary>
    /// Leverage of a symbol whose leverage was never set; lowered to what its first tier allows. Default 20 (Binance);
    /// range [1, 125].
    /// </summary>
    public int LeverageDefault { get; init; } = 20;

    /// <summary>
    /// Reads write the account down at the latest so long after it was last written, while anything is open: it bounds
    /// how many windows a read repeats. Default 5 minutes; range [1 s, 1 h].
    /// </summary>
    public TimeSpan WriteAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Every value that is out of range, each with its range; empty when all are right.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(Deposit is > 0 and <= 1_000_000_000, $"Deposit {Deposit} is not in (0, 1000000000] USDT");
        Check(TakerFeeRate is >= 0 and <= 0.01m, $"TakerFeeRate {TakerFeeRate} is not in [0, 0.01]");
        Check(SlippageBps is >= 0 and <= 500, $"SlippageBps {SlippageBps} is not in [0, 500]");
        Check(LiquidationFeeRate is >= 0 and <= 0.1m, $"LiquidationFeeRate {LiquidationFeeRate} is not in [0, 0.1]");
        Check(LeverageDefault is >= 1 and <= 125, $"LeverageDefault {LeverageDefault} is not in [1, 125]");
        Check(WriteAfter >= TimeSpan.FromSeconds(1) && WriteAfter <= TimeSpan.FromHours(1),
            $"WriteAfter {WriteAfter} is not in [00:00:01, 01:00:00]");
        return problems;

        void Check(bool isRight, string problem)
        {
            if (!isRight) problems.Add(problem);
        }
    }
}
