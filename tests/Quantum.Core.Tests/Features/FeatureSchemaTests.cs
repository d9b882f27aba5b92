using System.Text.RegularExpressions;
using Quantum.Core.Features;

namespace Quantum.Core.Tests.Features;

public partial class FeatureSchemaTests
{
    [Fact]
    public void A_change_of_the_schema_is_noticed() =>
        // Data sets, models and snapshots made with another schema are refused: change this on purpose only, and raise
        // FeatureSchema.Version where a figure changes and its definition does not.
        Assert.Equal("2345f1e0036279f44120da0e3260ae69af3a9a2f7c12f239de3be0cedeffc71e", FeatureSchema.Hash);

    [Fact]
    public void Every_feature_is_named_once_described_and_bounded()
    {
        Assert.Equal(FeatureSchema.Count, FeatureSchema.All.Select(definition => definition.Name).Distinct().Count());
        Assert.All(FeatureSchema.All, definition =>
        {
            Assert.Matches(Name(), definition.Name);
            Assert.NotEmpty(definition.Definition);
            Assert.NotEmpty(definition.Unit);
            Assert.True(definition.Minimum < definition.Maximum);
            Assert.InRange(definition.WarmUp, 1, FeatureSchema.WarmUp);
        });
    }

    [Fact]
    public void The_features_of_the_universe_stand_last() => Assert.Equal(
        ["day_sin", "day_cos", "week_sin", "week_cos", "btc_relative_return_15", "return_rank_15", "funding_rate"],
        FeatureSchema.All.Skip(FeatureSchema.OwnCount).Select(definition => definition.Name));

    [GeneratedRegex("^[a-z]+(_[a-z0-9]+)*$")]
    private static partial Regex Name();
}
