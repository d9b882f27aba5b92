using Quantum.Infra.Tests.Checks;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests;

/// <summary>The deployment fits the code; and each check sees a mistake planted in a copy of the files.</summary>
public sealed class InfraTests
{
    private const string ScanTrigger = "src/Quantum.Functions/Triggers/ScanMarketFunction.cs";

    private static readonly Dictionary<string, Func<InfraFiles, IEnumerable<string>>> Checks = new()
    {
        ["modules"] = ModuleCheck.Find,
        ["names"] = NameCheck.Find,
        ["resources"] = ResourceCheck.Find,
        ["host"] = HostCheck.Find,
        ["alerts"] = AlertCheck.Find,
        ["functions"] = FunctionCheck.Find,
    };

    [Fact]
    public void Bicep_reads_the_names_that_the_code_uses() =>
        RepositoryFolder.AssertEqual(SharedNames.Path, SharedNames.Json);

    [Theory]
    [InlineData("modules")]
    [InlineData("names")]
    [InlineData("resources")]
    [InlineData("host")]
    [InlineData("alerts")]
    [InlineData("functions")]
    public void The_deployment_fits_the_code(string check)
    {
        var problems = Checks[check](InfraFiles.Repository).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Theory]
    [InlineData("infra/main.bicep", "    topicName: 'evgt-${token}'\n", "", "lacks the parameter topicName")]
    [InlineData("infra/main.bicep", "    email: alertEmail", "    mail: alertEmail", "passes mail")]
    [InlineData("infra/main.bicep", "vault.outputs.uri", "vault.outputs.url", "has no output url")]
    [InlineData("infra/main.bicep", "'modules/events.bicep'", "'modules/event.bicep'", "there is no")]
    [InlineData("infra/main.bicep", "output QUANTUM_VAULT string = vault.outputs.name\n", "", "reads the output name")]
    [InlineData("infra/main.parameters.json", "\"location\"", "\"mode\"", "the parameter location of")]
    [InlineData("infra/modules/vault.bicep", "param tags object", "param tag object", "parameter tag")]
    [InlineData("infra/modules/vault.bicep", "var secretsUser", "let secretsUser", "does not know 'let")]
    [InlineData("infra/modules/vault.bicep", "  location: location\n", "", "parameter location is not used")]
    [InlineData("infra/main.parameters.json", "\"alertEmail\"", "\"alertMail\"", "no parameter alertMail")]
    public void A_wrong_call_is_seen(string path, string passage, string other, string complaint) =>
        AssertSeen("modules", path, passage, other, complaint);

    [Theory]
    [InlineData("infra/names.json", "\"signals\"", "\"signal\"", "does not hold the constants")]
    [InlineData("infra/modules/storage.bicep", "names.containers.models,", "'models',", "'models' is written out")]
    [InlineData("infra/modules/storage.bicep", "names.queues.signals,", "names.queues.signal,", "no queues.signal.")]
    [InlineData("infra/modules/storage.bicep", ", names.queues.signalsPoison", "", "nothing uses queues.signalsPoison")]
    [InlineData("infra/modules/functions.bicep", "'${settings.mode}': mode", "Mode: mode", "uses settings.mode")]
    [InlineData("infra/promotion.bicep", "${names.functions.promoteModel}", "PromoteModels", "")] // See below.
    [InlineData("infra/modules/alerts.bicep", "${metrics.scanLag}", "quantum.scan.lag", "")]
    public void A_wrong_name_is_seen(string path, string passage, string other, string complaint)
    {
        // A name inside a longer text is seen by what is then unused, or by the check of its kind.
        if (complaint.Length > 0) AssertSeen("names", path, passage, other, complaint);
        else
        {
            var file = InfraFiles.Repository.With(path, passage, other).Bicep.Single(file => file.Path == path);
            var before = InfraFiles.Repository.Bicep.Single(file => file.Path == path);
            Assert.True(file.NameUses().Count() < before.NameUses().Count());
        }
    }

    [Theory]
    [InlineData("infra/modules/vault.bicep", "4633458b", "4633458c", "is no role of ours")]
    [InlineData("infra/modules/storage.bicep", "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "", "is not assigned")]
    [InlineData("infra/modules/storage.bicep", "storageAccounts@2023-05-01", "storageAccounts@2019-04-01", "checked")]
    [InlineData("infra/modules/storage.bicep", "SharedKeyAccess: false", "SharedKeyAccess: true", "second way in")]
    [InlineData("infra/modules/functions.bicep", "alwaysReady: promote", "alwaysReady: !promote", "listener")]
    [InlineData("infra/modules/functions.bicep", "'${settings.mode}'", "FUNCTIONS_WORKER_RUNTIME", "must not be set")]
    [InlineData("infra/main.bicep", "param mode string = 'Paper'", "param mode string = 'Live'", "a person's word")]
    public void An_unsafe_resource_is_seen(string path, string passage, string other, string complaint) =>
        AssertSeen("resources", path, passage, other, complaint);

    [Theory]
    [InlineData("host.json", "\"base64\"", "\"none\"", "messageEncoding is 'none'")]
    [InlineData("host.json", "\"maxDequeueCount\": 5", "\"maxDequeueCount\": 3", "maxDequeueCount is '3'")]
    [InlineData("local.settings.json", "\"Paper\"", "\"Live\"", "is Paper")]
    [InlineData("local.settings.json", "SIGNAL_QUEUE", "SIGNALS_QUEUE", "SIGNALS_QUEUE is no setting")]
    [InlineData("azure.yaml", "  functions:", "  function:", "no app has the tag")]
    [InlineData("azure.yaml", "postdeploy.sh", "postdeployment.sh", "there is no infra/hooks/postdeployment.sh")]
    [InlineData("azure.yaml", "module: main", "module: other", "there is no infra/other.bicep")]
    [InlineData("infra/hooks/postdeploy.sh", "QUANTUM_EVENT_TOPIC", "QUANTUM_TOPIC", "no output of")]
    [InlineData("infra/hooks/postdeploy.ps1", "QUANTUM_EVENT_TOPIC", "QUANTUM_TOPIC", "does not read what")]
    public void A_wrong_host_file_is_seen(string path, string passage, string other, string complaint) =>
        AssertSeen("host", path, passage, other, complaint);

    [Theory]
    [InlineData("docs/runbook.md", "### ScanStands", "### ScanStopped", "the alert ScanStands has no part")]
    [InlineData("docs/runbook.md", "### ScanStands", "### ScanStopped", "ScanStopped is no alert")]
    [InlineData("infra/modules/alerts.bicep", "ORDER_FILLED", "ORDER_FULL", "ORDER_FULL is no reason")]
    [InlineData("src/Quantum.App/Reporting/MeasuredStore.cs", "MetricNames.ScanLag,", "MetricNames.Equity,", "ScanLag")]
    [InlineData("infra/workbook.json", "quantum.scan.lag", "quantum.scan.late", "no metric quantum.scan.late")]
    [InlineData("infra/workbook.json", "quantum.books.equity", "quantum.scan.lag", "looks at the metric quantum.books")]
    public void A_wrong_alert_is_seen(string path, string passage, string other, string complaint) =>
        AssertSeen("alerts", path, passage, other, complaint);

    [Theory]
    [InlineData("azure.yaml", "./src/Quantum.Functions", "./src/Quantum.Function", "no project in")]
    [InlineData(ScanTrigger, "Functions.ScanMarket", "Functions.Scan", "ScanMarket is declared 0 times")]
    [InlineData(ScanTrigger, "CloudNames.Schedules.ScanMarket", "\"1 * * * * *\"", "the name is written out")]
    public void A_wrong_function_is_seen(string path, string passage, string other, string complaint) =>
        AssertSeen("functions", path, passage, other, complaint);

    private static void AssertSeen(string check, string path, string passage, string other, string complaint) =>
        Assert.Contains(Checks[check](InfraFiles.Repository.With(path, passage, other)),
            problem => problem.Contains(complaint, StringComparison.Ordinal));
}
