using System.Globalization;
using System.Text;
using Quantum.App.Hosting;
using Quantum.Core.Settings;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests;

/// <summary>The table of <c>docs/deploy.md</c> is what the cost model computes.</summary>
public sealed class CostDocumentTests
{
    private const string Path = "docs/deploy.md";
    private const string Start = "<!-- cost: generated -->\n";
    private const string End = "<!-- cost: end -->\n";

    [Fact]
    public void The_cost_table_is_computed()
    {
        var text = InfraFiles.Repository[Path];
        var (from, to) = (text.IndexOf(Start, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, $"{Path} lacks the marks of the table.");
        RepositoryFolder.AssertEqual(Path, text[..(from + Start.Length)] + Table() + text[to..]);
    }

    [Fact]
    public void The_model_counts_the_alerts_that_are_deployed()
    {
        var alerts = InfraFiles.Repository["infra/modules/alerts.bicep"];
        var daily = alerts.IndexOf("var daily = [", StringComparison.Ordinal);
        Assert.Equal(new CloudUsage().FiveMinuteAlerts, alerts[..daily].Split("\n    alert: ").Length - 1);
        Assert.Equal(new CloudUsage().QuarterHourAlerts, alerts[daily..].Split("\n    alert: ").Length - 1);
    }

    [Fact]
    public void The_model_keeps_records_as_long_as_the_default_does() =>
        Assert.Equal(new TradingSettings().Data.HistoryDays, new CloudUsage().StoredDays);

    private static string Table()
    {
        var usage = new CloudUsage();
        var (with, without) = (CloudCost.Of(usage, new()), CloudCost.Of(usage with { HasGrants = false }, new()));
        var text = new StringBuilder("| part | $ a month | with the free grants used up elsewhere |\n");
        text.Append("|---|---:|---:|\n");
        for (var index = 0; index < with.Count; index++)
        {
            if (with[index].IsOptional && !with[index - 1].IsOptional)
                Row(text, "**Base**", CloudCost.Base(with), CloudCost.Base(without));
            Row(text, with[index].IsOptional ? $"optional: {Lower(with[index].Part)}" : with[index].Part,
                with[index].Dollars, without[index].Dollars);
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string part, decimal with, decimal without) =>
        text.Append(CultureInfo.InvariantCulture, $"| {part} | {with:0.00} | {without:0.00} |\n");

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
