using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Features;

/// <summary>What <see cref="FeatureWindow"/> adds to it is tested there, and most of this with it.</summary>
public class UniverseRowsTests
{
    private static readonly Symbol[] Universe = [Symbol.Of("AAAUSDT"), Symbol.Of("BTCUSDT")];
    private static readonly Minute Newest = FeatureSeries.Start + 299;

    private readonly SymbolFeatures[] _states =
        [CandleSeries.Fold(FeatureSeries.Walk(1, 300)), CandleSeries.Fold(FeatureSeries.Walk(2, 300))];

    private readonly float[] _rows = new float[2 * FeatureSchema.Count];

    [Fact]
    public void A_row_that_is_refused_half_way_is_zero_throughout()
    {
        var (rows, funding) = (new UniverseRows(Universe), new FundingMemory());
        funding.Note([new SettledFunding(Universe[0], FeatureSeries.Start.Start, double.NaN)]);
        Array.Fill(_rows, 7);
        rows.Write(Newest, _states, funding, _rows);
        Assert.Equal(ReasonCode.DataNotFinite, rows.VerdictOf(0).Refusal.Code);
        Assert.Equal((0, 1), (rows.UnbrokenSteps(0), rows.UnbrokenSteps(1)));
        Assert.All(_rows[..FeatureSchema.Count], figure => Assert.Equal(0, figure));
        Assert.True(rows.VerdictOf(1).Passed);
    }

    [Fact]
    public void A_row_without_a_candle_is_zero_whatever_was_there()
    {
        var rows = new UniverseRows(Universe);
        Array.Fill(_rows, 7);
        rows.Write(Newest, [CandleSeries.Fold(FeatureSeries.Walk(1, 299)), _states[1]], new FundingMemory(), _rows);
        Assert.Equal(ReasonCode.DataMissing, rows.VerdictOf(0).Refusal.Code);
        Assert.All(_rows[..FeatureSchema.Count], figure => Assert.Equal(0, figure));
    }

    [Fact]
    public void A_rate_is_asked_for_again_in_every_minute()
    {
        var (rows, funding) = (new UniverseRows(Universe), new FundingMemory());
        funding.Note([new SettledFunding(Universe[1], Newest.End, 0.001)]);
        rows.Write(Newest, _states, funding, _rows);
        Assert.Equal(0, _rows[^1]);
        foreach (var state in _states) state.Add(FeatureSeries.Walk(3, 301)[^1]);
        rows.Write(Newest + 1, _states, funding, _rows);
        Assert.Equal(0.001f, _rows[^1]);
    }

    [Fact]
    public void A_late_row_is_taken_once_and_only_of_a_minute_that_is_known()
    {
        var (rows, funding) = (new UniverseRows(Universe), new FundingMemory());
        SymbolFeatures[] states = [CandleSeries.Fold(FeatureSeries.Walk(1, 299)), _states[1]];
        rows.Write(Newest, states, funding, _rows);
        Assert.True(rows.CanWriteLate(Newest, 0));
        Assert.False(rows.CanWriteLate(Newest, 1)); // It was there.
        Assert.False(rows.CanWriteLate(Newest + 1, 0));
        Assert.False(rows.CanWriteLate(Newest - 1, 0)); // One minute is kept where nothing is said.
        var row = new float[FeatureSchema.Count];
        Assert.Throws<ArgumentException>(() => rows.WriteLate(Newest, 0, states[0], funding, row)); // not folded in
        rows.WriteLate(Newest, 0, _states[0], funding, row);
        Assert.Equal((true, 1), (rows.VerdictOf(0).Passed, rows.UnbrokenSteps(0)));
        Assert.Throws<ArgumentException>(() => rows.WriteLate(Newest, 0, _states[0], funding, row));
    }

    [Fact]
    public void A_wrong_length_and_a_minute_that_is_not_newer_are_bugs()
    {
        var (rows, funding) = (new UniverseRows(Universe), new FundingMemory());
        Assert.Throws<ArgumentException>(() => rows.Write(Newest, _states.AsSpan(0, 1), funding, _rows));
        Assert.Throws<ArgumentException>(() => rows.Write(Newest, _states, funding, _rows.AsSpan(1)));
        rows.Write(Newest, _states, funding, _rows);
        Assert.Throws<ArgumentException>(() => rows.Write(Newest, _states, funding, _rows));
    }
}
