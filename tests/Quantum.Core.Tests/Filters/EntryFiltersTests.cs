using Quantum.Core.Filters;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Filters;

public class EntryFiltersTests
{
    /// <summary>Every filter with every source that may make a signal.</summary>
    public static TheoryData<string, SignalSource> FiltersBySource
    {
        get
        {
            var rows = new TheoryData<string, SignalSource>();
            foreach (var filter in EntryFilters.Ordered)
            {
                foreach (var source in Enum.GetValues<SignalSource>().Where(source => source != SignalSource.None))
                    rows.Add(filter.Name, source);
            }

            return rows;
        }
    }

    [Fact]
    public void Every_filter_has_fixtures_and_every_fixture_a_filter() => Assert.Equal(
        EntryFilters.Ordered.Select(filter => filter.Name).Order(StringComparer.Ordinal),
        EntryFiltersFixtures.Refusals.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(FiltersBySource))]
    public void Every_filter_lets_a_sound_signal_of_every_source_pass(string name, SignalSource source) =>
        Assert.Equal("pass", Filter(name).Evaluate(EntryFiltersFixtures.Passing(source)).ToString());

    [Theory]
    [MemberData(nameof(FiltersBySource))]
    public void Every_filter_lets_a_signal_at_the_edge_of_its_limit_pass(string name, SignalSource source)
    {
        var edges = EntryFiltersFixtures.Edges.GetValueOrDefault(name, []);
        Assert.All(edges, edge =>
            Assert.Equal("pass", Filter(name).Evaluate(edge(EntryFiltersFixtures.Passing(source))).ToString()));
    }

    [Theory]
    [MemberData(nameof(FiltersBySource))]
    public void Every_filter_refuses_with_both_sides_of_its_comparison(string name, SignalSource source)
    {
        var filter = Filter(name);
        Assert.NotEmpty(EntryFiltersFixtures.Refusals[name]);
        Assert.All(EntryFiltersFixtures.Refusals[name], refusal =>
        {
            var verdict = filter.Evaluate(refusal.Spoil(EntryFiltersFixtures.Passing(source)));
            Assert.Equal("refuse: " + refusal.Verdict, Near(verdict));
            Assert.Contains(verdict.Refusal.Code, filter.Codes);
        });
    }

    [Theory]
    [InlineData(SignalSource.Model)]
    [InlineData(SignalSource.RuleRsi)]
    public void A_sound_signal_passes_all_of_them(SignalSource source) =>
        Assert.Equal("pass", EntryFilters.Evaluate(EntryFiltersFixtures.Passing(source)).ToString());

    [Theory]
    [MemberData(nameof(FiltersBySource))]
    public void The_first_filter_that_fails_wins(string name, SignalSource source)
    {
        // Spoil this filter and every later one. State, mode and so on before it pass: its own reason must come out.
        var place = EntryFilters.Ordered.Select(filter => filter.Name).ToList().IndexOf(name);
        var context = EntryFiltersFixtures.Passing(source);
        foreach (var later in EntryFilters.Ordered.Skip(place).Reverse())
        {
            var spoiled = EntryFiltersFixtures.Refusals[later.Name][0].Spoil(context);
            if (EntryFilters.Ordered.Take(place).All(earlier => earlier.Evaluate(spoiled).Passed)) context = spoiled;
        }

        Assert.Contains(EntryFilters.Evaluate(context).Refusal.Code, Filter(name).Codes);
    }

    [Fact]
    public void Every_filter_judges_somebody_and_names_its_codes_alone()
    {
        Assert.All(EntryFilters.Ordered, filter => Assert.NotEqual(SignalSources.None, filter.AppliesTo));
        var codes = EntryFilters.Ordered.SelectMany(filter => filter.Codes).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.InRange(ReasonCatalog.Of(code).Stage, Stage.Queue, Stage.Market));
    }

    [Fact]
    public void A_filter_that_does_not_apply_to_a_source_lets_it_pass()
    {
        var filter = new EntryFilter("Models only", [ReasonCode.QuoteMissing], SignalSources.Model,
            _ => Verdict.Refuse(new Reason(ReasonCode.QuoteMissing)));
        Assert.True(filter.Evaluate(EntryFiltersFixtures.Passing(SignalSource.RuleRsi)).Passed);
        Assert.False(filter.Evaluate(EntryFiltersFixtures.Passing(SignalSource.Model)).Passed);
    }

    [Fact]
    public void The_state_filter_knows_every_cause_of_a_state()
    {
        var causes = ReasonCatalog.All.Select(info => info.Code).Where(code =>
            code.ToString().StartsWith("Operator", StringComparison.Ordinal)
            || code.ToString().StartsWith("Breaker", StringComparison.Ordinal));
        Assert.Equal(causes, Filter("State").Codes);
    }

    private static EntryFilter Filter(string name) => EntryFilters.Ordered.Single(filter => filter.Name == name);

    /// <summary>The verdict with its numbers to nine digits: times and quotients are not exact in binary.</summary>
    private static string Near(Verdict verdict)
    {
        if (verdict.Passed) return verdict.ToString();
        var reason = verdict.Refusal;
        return $"refuse: {new Reason(reason.Code, Round(reason.Value), Round(reason.Limit))}";
    }

    private static double Round(double number) => double.IsFinite(number) ? Math.Round(number, 9) : number;
}
