using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Ledger;

/// <summary>No silence: a <c>continue</c> that drops a symbol cannot get past the seal.</summary>
public class MinuteSheetTests
{
    private static readonly Symbol[] Universe = [Sample.Near, Sample.Sol, Symbol.Of("BTCUSDT")];

    [Fact]
    public void A_whole_sheet_is_sealed_in_the_order_of_the_universe()
    {
        var sheet = new MinuteSheet(Sample.Minute, Universe);
        foreach (var symbol in Universe.Reverse()) sheet.Write(Record(symbol));
        Assert.Equal(Universe, sheet.Seal().Select(record => record.Symbol));
    }

    [Theory]
    [InlineData("NEARUSDT")]
    [InlineData("SOLUSDT")]
    [InlineData("BTCUSDT")]
    public void A_planted_silent_continue_is_found_and_named(string dropped)
    {
        var sheet = new MinuteSheet(Sample.Minute, Universe);
        foreach (var symbol in Universe)
        {
            if (symbol.Name == dropped) continue; // the line that made the predecessor of this system trade nothing
            sheet.Write(Record(symbol));
        }

        Assert.Equal($"Invariant: {dropped} has no record at 2025-06-02T18:20Z.",
            Assert.Throws<InvalidOperationException>(sheet.Seal).Message);
    }

    [Fact]
    public void A_symbol_is_decided_once()
    {
        var sheet = new MinuteSheet(Sample.Minute, Universe);
        sheet.Write(Record(Sample.Near));
        Assert.Equal("Invariant: NEARUSDT was decided twice at 2025-06-02T18:20Z.",
            Assert.Throws<InvalidOperationException>(() => sheet.Write(Record(Sample.Near))).Message);
    }

    [Fact]
    public void A_symbol_from_outside_is_found_and_named()
    {
        var sheet = new MinuteSheet(Sample.Minute, Universe);
        foreach (var symbol in Universe.Append(Symbol.Of("DOGEUSDT"))) sheet.Write(Record(symbol));
        Assert.Equal("Invariant: DOGEUSDT was decided at 2025-06-02T18:20Z and is not in the universe.",
            Assert.Throws<InvalidOperationException>(sheet.Seal).Message);
    }

    [Fact]
    public void A_universe_that_names_a_symbol_twice_is_a_bug()
    {
        var sheet = new MinuteSheet(Sample.Minute, [Sample.Near, Sample.Near]);
        sheet.Write(Record(Sample.Near));
        Assert.Contains("names a symbol twice", Assert.Throws<InvalidOperationException>(sheet.Seal).Message);
    }

    private static DecisionRecord Record(Symbol symbol) => new(symbol, DecisionOutcome.Hold,
        new Reason(ReasonCode.RuleNeutral, 50, 30), Side.None, SignalSource.RuleRsi, double.NaN, 50, 1,
        ReasonCode.ModelNone, null);
}
