using Quantum.Core.Orders;

namespace Quantum.Core.Accounting;

/// <summary>
/// Our own books of the account, folded from the venue's income rows and held against the venue's balance:
/// wallet = opening balance + transfers + realised + fees + funding, and equity = wallet + unrealised.
/// </summary>
public sealed record AccountBooks
{
    /// <summary>Difference that rounding at the venue may make, quote units.</summary>
    public const decimal Tolerance = 0.01m;

    /// <summary>Balance at the first reading, quote units.</summary>
    public required decimal OpeningBalance { get; init; }

    /// <summary>Deposits less withdrawals since.</summary>
    public decimal Transfers { get; init; }

    /// <summary>Profit made final since.</summary>
    public decimal RealisedPnl { get; init; }

    /// <summary>Fees since, liquidation fees included; ≤ 0.</summary>
    public decimal Fees { get; init; }

    /// <summary>Funding received less paid since.</summary>
    public decimal Funding { get; init; }

    /// <summary>Newest income row that was folded in.</summary>
    public long IncomeSequence { get; init; }

    /// <summary>Its time, UTC: where the next reading begins.</summary>
    public required DateTimeOffset IncomeFrom { get; init; }

    /// <summary>The venue's balance at the last reading.</summary>
    public required decimal WalletBalance { get; init; }

    /// <summary>Unrealised profit at the last reading.</summary>
    public decimal UnrealisedPnl { get; init; }

    /// <summary>When that was, UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Equity at the first reading of the UTC day of <see cref="ReadAt"/>, moved by transfers since.</summary>
    public required decimal DayStartEquity { get; init; }

    /// <summary>
    /// Highest equity since the start or since the operator last resumed from a drawdown, moved by transfers since.
    /// </summary>
    public required decimal PeakEquity { get; init; }

    /// <summary>What our books say the balance must be.</summary>
    public decimal ExpectedBalance => OpeningBalance + Transfers + RealisedPnl + Fees + Funding;

    /// <summary>Venue less books, quote units.</summary>
    public decimal Mismatch => WalletBalance - ExpectedBalance;

    /// <summary>Whether books and venue agree.</summary>
    public bool IsBalanced => Math.Abs(Mismatch) <= Tolerance;

    /// <summary>Balance plus unrealised profit, quote units.</summary>
    public decimal Equity => WalletBalance + UnrealisedPnl;

    /// <summary>Opens the books with the first reading.</summary>
    public static AccountBooks Open(AccountSnapshot snapshot, long incomeSequence) => new()
    {
        OpeningBalance = snapshot.WalletBalance,
        WalletBalance = snapshot.WalletBalance,
        UnrealisedPnl = snapshot.Equity - snapshot.WalletBalance,
        IncomeSequence = incomeSequence,
        IncomeFrom = snapshot.At,
        ReadAt = snapshot.At,
        DayStartEquity = snapshot.Equity,
        PeakEquity = snapshot.Equity,
    };

    /// <summary>Folds in a later reading with the income rows since the last one.</summary>
    /// <param name="snapshot">The reading; an older one than the last changes nothing.</param>
    /// <param name="income">Rows from <see cref="IncomeFrom"/> on, ascending; those folded in before are passed over.</param>
    public AccountBooks With(AccountSnapshot snapshot, IReadOnlyList<IncomeRow> income)
    {
        if (snapshot.At < ReadAt) return this;
        var books = this;
        foreach (var row in income)
        {
            if (row.Sequence > books.IncomeSequence) books = books.Fold(row);
        }

        var equity = snapshot.Equity;
        return books with
        {
            WalletBalance = snapshot.WalletBalance,
            UnrealisedPnl = equity - snapshot.WalletBalance,
            ReadAt = snapshot.At,
            DayStartEquity = snapshot.At.UtcDateTime.Date == ReadAt.UtcDateTime.Date ? books.DayStartEquity : equity,
            PeakEquity = Math.Max(books.PeakEquity, equity),
        };
    }

    private AccountBooks Fold(IncomeRow row)
    {
        var folded = row.Kind switch
        {
            IncomeKind.RealisedPnl => this with { RealisedPnl = RealisedPnl + row.Amount },
            IncomeKind.Commission or IncomeKind.LiquidationFee => this with { Fees = Fees + row.Amount },
            IncomeKind.Funding => this with { Funding = Funding + row.Amount },
            // Money moved in or out is neither profit nor loss: the marks that breakers measure from move with it.
            IncomeKind.Transfer => this with
            {
                Transfers = Transfers + row.Amount,
                DayStartEquity = DayStartEquity + row.Amount,
                PeakEquity = PeakEquity + row.Amount,
            },
            _ => throw new ArgumentException($"Condition failed: income row {row.Sequence} has no kind."),
        };
        return folded with { IncomeSequence = row.Sequence, IncomeFrom = row.At };
    }
}
