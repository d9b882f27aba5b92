using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Accounting;

public class AccountBooksTests
{
    private static readonly DateTimeOffset Now = Sample.Now;

    [Fact]
    public void The_first_reading_opens_the_books()
    {
        var books = AccountBooks.Open(WithPnl(Now, 1000, -7), incomeSequence: 42);
        Assert.Equal((1000m, 1000m, -7m, 993m), (books.OpeningBalance, books.WalletBalance, books.UnrealisedPnl,
            books.Equity));
        Assert.Equal((993m, 993m, 42, Now), (books.DayStartEquity, books.PeakEquity, books.IncomeSequence,
            books.IncomeFrom));
        Assert.True(books.IsBalanced);
    }

    [Fact]
    public void Every_kind_of_income_goes_into_its_own_account()
    {
        var books = Sample.Books(1000).With(Sample.Snapshot(Now.AddMinutes(5), 1000 + 10 - 1 - 0.5m - 2 + 100),
        [
            Row(1, IncomeKind.RealisedPnl, 10), Row(2, IncomeKind.Commission, -1), Row(3, IncomeKind.Funding, -0.5m),
            Row(4, IncomeKind.LiquidationFee, -2), Row(5, IncomeKind.Transfer, 100),
        ]);
        Assert.Equal((10m, -3m, -0.5m, 100m), (books.RealisedPnl, books.Fees, books.Funding, books.Transfers));
        Assert.Equal((1106.5m, 0m, true), (books.ExpectedBalance, books.Mismatch, books.IsBalanced));
        Assert.Equal((5, Now.AddSeconds(5)), (books.IncomeSequence, books.IncomeFrom));
    }

    [Fact]
    public void Rows_that_were_folded_in_before_are_passed_over()
    {
        var rows = new[] { Row(1, IncomeKind.RealisedPnl, 10), Row(2, IncomeKind.Commission, -1) };
        var once = Sample.Books(1000).With(Sample.Snapshot(Now.AddMinutes(1), 1009), rows);
        var twice = once.With(Sample.Snapshot(Now.AddMinutes(1), 1009), rows);
        Assert.Equal(once, twice);
        Assert.True(twice.IsBalanced);
    }

    [Fact]
    public void A_row_without_a_kind_is_a_bug() => Assert.Throws<ArgumentException>(() =>
        Sample.Books().With(Sample.Snapshot(Now, 10_000), [Row(1, IncomeKind.None, 1)]));

    [Fact]
    public void An_older_reading_changes_nothing()
    {
        var books = Sample.Books();
        Assert.Same(books, books.With(Sample.Snapshot(Now.AddSeconds(-1), 1), [Row(1, IncomeKind.Funding, 5)]));
    }

    [Theory]
    [InlineData(0.01, true)] // inclusive: rounding at the venue
    [InlineData(0.0101, false)]
    [InlineData(-0.0101, false)]
    public void Books_and_venue_agree_within_a_cent(double difference, bool isBalanced)
    {
        var books = Sample.Books() with { WalletBalance = 10_000 + (decimal)difference };
        Assert.Equal(((decimal)difference, isBalanced), (books.Mismatch, books.IsBalanced));
    }

    [Fact]
    public void The_day_starts_with_its_first_reading_and_the_peak_is_the_highest()
    {
        var evening = Sample.Books(1000).With(Sample.Snapshot(Now.AddHours(1), 1200), []);
        Assert.Equal((1000m, 1200m), (evening.DayStartEquity, evening.PeakEquity));
        var morning = evening.With(WithPnl(Now.AddHours(6), 1100, -50), []); // 00:20 of the next day
        Assert.Equal((1050m, 1200m), (morning.DayStartEquity, morning.PeakEquity));
        Assert.Equal(1050m, morning.With(Sample.Snapshot(Now.AddHours(7), 900), []).DayStartEquity);
    }

    [Theory]
    [InlineData(-200)] // a withdrawal is no loss
    [InlineData(300)] // a deposit hides none
    public void Transfers_move_the_marks_that_losses_are_measured_from(double amount)
    {
        var (moved, lost) = ((decimal)amount, 30m);
        var books = Sample.Books(1000).With(Sample.Snapshot(Now.AddMinutes(1), 1000 + moved - lost),
            [Row(1, IncomeKind.Transfer, moved), Row(2, IncomeKind.RealisedPnl, -lost)]);
        Assert.Equal((30m, 30m), (books.DayStartEquity - books.Equity, books.PeakEquity - books.Equity));
        Assert.True(books.IsBalanced);
    }

    [Fact]
    public void The_books_balance_after_every_reading_of_random_rows() => Prop.ForAll(
        (from kind in Gen.Choose(1, 5)
         from tenThousandths in Gen.Choose(-5_000_000, 5_000_000)
         select (Kind: (IncomeKind)kind, Amount: tenThousandths / 10_000m)).ArrayOf().ToArbitrary(),
        Gen.Choose(1, 7).ToArbitrary(), (moves, perReading) =>
        {
            var (books, wallet, unrealised) = (Sample.Books(100_000), 100_000m, 0m);
            var rows = moves.Select((move, index) => Row(index + 1, move.Kind, move.Amount)).ToList();
            for (var taken = 0; taken < rows.Count; taken += perReading)
            {
                var reading = rows.Skip(taken).Take(perReading).ToList();
                (wallet, unrealised) = (wallet + reading.Sum(row => row.Amount), unrealised - 1.25m);
                // Readings overlap: the row before comes again, as it does when the venue is asked from a time on.
                books = books.With(WithPnl(Now.AddMinutes(taken), wallet, unrealised),
                    [.. rows.Skip(Math.Max(0, taken - 1)).Take(perReading + Math.Min(taken, 1))]);
                Assert.Equal(0, books.Mismatch);
                Assert.Equal(wallet + unrealised, books.Equity);
                Assert.Equal(wallet,
                    100_000 + books.Transfers + books.RealisedPnl + books.Fees + books.Funding);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static AccountSnapshot WithPnl(DateTimeOffset at, decimal wallet, decimal unrealised) =>
        Sample.Snapshot(at, wallet) with
        {
            Positions =
            [
                new(Sample.Near, Side.Buy, Quantity.Of(1), Price.Of(1), Price.Of(1), unrealised, null, 1, 1),
            ],
        };

    private static IncomeRow Row(long sequence, IncomeKind kind, decimal amount) =>
        new(sequence, Now.AddSeconds(sequence), kind, Sample.Near, amount, null);
}
