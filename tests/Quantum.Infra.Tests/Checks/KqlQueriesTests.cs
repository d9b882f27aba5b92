using System.Text.Json;
using Quantum.Infra.Tests.Bicep;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Checks;

/// <summary>
/// Microsoft's own reader of the query language understands every query against the columns of the tables: an alert
/// with a misspelt column would be found out at night.
/// </summary>
public sealed class KqlQueriesTests
{
    private const string Alerts = "infra/modules/alerts.bicep";

    private const string Script = """
        const fs = require('fs'), vm = require('vm'), path = require('path');
        global.window = global;
        const folder = path.dirname(require.resolve('@kusto/language-service-next'));
        for (const file of ['bridge.min.js', 'Kusto.Language.Bridge.min.js'])
            vm.runInThisContext(fs.readFileSync(path.join(folder, file), 'utf8'), file);
        const { KustoCode, GlobalState, Symbols, Diagnostic } = global.Kusto.Language;
        const table = (name, columns) => Symbols.TableSymbol.From(columns).WithName(name);
        const tables = [
            table('AppMetrics', '(TimeGenerated: datetime, Name: string, Sum: real, Min: real, Max: real, '
                + 'ItemCount: int, Properties: dynamic)'),
            table('AppExceptions', '(TimeGenerated: datetime, OperationName: string, OuterMessage: string)'),
        ];
        const Database = ['ctor', '$ctor1', '$ctor2', '$ctor3'].map(name => Symbols.DatabaseSymbol[name])
            .find(Constructor => {
                try {
                    const made = new Constructor('logs', System.Array.init(tables, Symbols.Symbol));
                    return System.Array.getCount(made.Tables) === tables.length;
                } catch { return false; }
            });
        const state = GlobalState.Default.WithDatabase(
            new Database('logs', System.Array.init(tables, Symbols.Symbol)));
        for (const { Place, Query } of JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) {
            const found = KustoCode.ParseAndAnalyze(Query, state).GetDiagnostics();
            for (let at = 0; at < System.Array.getCount(found); at++)
                console.log(`${Place}: ${System.Array.getItem(found, at, Diagnostic).Message}`);
        }
        """;

    [Fact]
    public void Every_query_is_understood()
    {
        var queries = KqlQueries.Of(InfraFiles.Repository).ToList();
        Assert.Equal(8, queries.Count(query => query.Place.StartsWith("alert ", StringComparison.Ordinal)));
        Assert.Contains(queries, query => query.Place == "runbook");
        Assert.Equal("", Problems(queries));
    }

    [Theory]
    [InlineData(Alerts, "max(Max)", "max(Most)", "'Most' does not refer")]
    [InlineData(Alerts, "'where value == 0'", "'were value == 0'", "alert ScanStands")]
    [InlineData(Alerts, "'where chance < 0.01'", "'where chanse < 0.01'", "alert SignalsMissing")]
    [InlineData("infra/workbook.json", "avg(Sum / ItemCount)", "avg(Sum / Items)", "workbook equity")]
    public void A_wrong_query_is_seen(string path, string passage, string other, string complaint) =>
        Assert.Contains(complaint, Problems(KqlQueries.Of(InfraFiles.Repository.With(path, passage, other))),
            StringComparison.Ordinal);

    private static string Problems(IEnumerable<(string Place, string Query)> queries)
    {
        var (folder, problem) = BicepTool.Npm("kusto", "@kusto/language-service-next@12.4.1");
        if (folder is null) Assert.Skip($"The reader of the query language cannot be had: {problem}.");

        var script = Path.Combine(folder, "check.js");
        File.WriteAllText(script, Script);
        var input = Path.Combine(folder, "queries.json");
        File.WriteAllText(input, JsonSerializer.Serialize(queries.Select(query => new { query.Place, query.Query })));
        var (code, output) = BicepTool.Run(folder, "node", script, input);
        Assert.True(code == 0, output);
        return output.Trim();
    }
}
