using System.Text;
using Quantum.Core.Reasons;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Reasons;

public class ReasonCatalogTests
{
    public static TheoryData<ReasonCode> Codes =>
        [.. Enum.GetValues<ReasonCode>().Where(code => code != ReasonCode.None)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_name_made_of_its_member_a_stage_and_a_sentence(ReasonCode code)
    {
        var info = ReasonCatalog.Of(code);
        Assert.Equal(ScreamingSnake(code.ToString()), info.Name);
        Assert.NotEqual(Stage.None, info.Stage);
        Assert.True(Enum.IsDefined(info.Stage));
        Assert.EndsWith(".", info.Sentence);
        Assert.Equal(code, ReasonCatalog.Parse(info.Name));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_sentence_names_both_sides_of_a_comparison_or_none(ReasonCode code)
    {
        var sentence = ReasonCatalog.Of(code).Sentence;
        var rest = sentence;
        foreach (var format in new[] { "", ":%", ":-" })
        {
            Assert.Equal(sentence.Contains($"{{value{format}}}"), sentence.Contains($"{{limit{format}}}"));
            rest = rest.Replace($"{{value{format}}}", "").Replace($"{{limit{format}}}", "");
        }

        Assert.DoesNotContain('{', rest);
        Assert.DoesNotContain('}', rest);
    }

    [Fact]
    public void Names_are_unique_and_all_codes_are_listed_in_their_order()
    {
        Assert.Equal(Enum.GetValues<ReasonCode>().Where(code => code != ReasonCode.None),
            ReasonCatalog.All.Select(info => info.Code));
        Assert.Equal(ReasonCatalog.All.Count, ReasonCatalog.All.Select(info => info.Name).Distinct().Count());
    }

    [Fact]
    public void Numbers_are_stored_so_they_stay_what_they_are()
    {
        // One of each block: a change here makes every stored ledger lie.
        Assert.Equal([1, 24, 40, 64, 80, 106, 126, 143, 163, 183], new[]
        {
            ReasonCode.UniverseNotTrading, ReasonCode.DataGap, ReasonCode.ModelNone, ReasonCode.SignalQueued,
            ReasonCode.SignalExpired, ReasonCode.BreakerDailyLoss, ReasonCode.DailyLossBudget,
            ReasonCode.LiquidityThin, ReasonCode.LiquidationTooNear, ReasonCode.OrderFilled,
        }.Select(code => (int)code));
    }

    [Theory]
    [InlineData(ReasonCode.None)]
    [InlineData((ReasonCode)9999)]
    public void What_is_no_code_throws(ReasonCode code) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ReasonCatalog.Of(code));

    [Theory]
    [InlineData("data_gap")]
    [InlineData("")]
    [InlineData("DATA_GAPS")]
    public void What_is_no_name_throws(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<FormatException>(() => ReasonCatalog.Parse(name)).Message);

    [Fact]
    public void The_document_of_the_reasons_is_what_the_catalog_says() =>
        RepositoryFile.AssertEqual("docs/reasons.md", Document());

    private static string Document()
    {
        var text = new StringBuilder("""
            # Reasons

            Every symbol has exactly one of these every minute, and every signal ends with one. `{value}` is what was
            measured and `{limit}` what it was held against; `{value:%}` is a share that is read in percent, and
            `{value:-}` a number that is read with the other sign. The numbers are stored in ledgers and never change.

            This page is generated from `ReasonCatalog`; a test compares the two. Rewrite it with
            `QUANTUM_REWRITE_DOCS=1 dotnet test tests/Quantum.Core.Tests`.

            """).Append('\n');
        foreach (var stage in ReasonCatalog.All.GroupBy(info => info.Stage).OrderBy(stage => stage.Key))
        {
            text.Append($"## {stage.Key}\n\n| Number | Code | Sentence |\n|---:|---|---|\n");
            foreach (var info in stage) text.Append($"| {(int)info.Code} | `{info.Name}` | {info.Sentence} |\n");
            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static string ScreamingSnake(string member) => string.Concat(member.Select((character, index) =>
        index > 0 && char.IsUpper(character) ? $"_{character}" : $"{char.ToUpperInvariant(character)}"));
}
