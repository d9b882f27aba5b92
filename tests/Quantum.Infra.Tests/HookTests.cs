using Quantum.Infra.Tests.Bicep;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests;

/// <summary>The hooks of the deployment, run for real with an <c>az</c> that notes what it was told.</summary>
public sealed class HookTests
{
    [Theory]
    [InlineData("northeurope", 0)]
    [InlineData("australiaeast", 0)] // holds "us"
    [InlineData("germanywestcentral", 0)] // holds "westcentral"
    [InlineData("eastus2", 1)]
    [InlineData("westus", 1)]
    [InlineData("southcentralus", 1)]
    [InlineData("usgovvirginia", 1)]
    [InlineData("East US", 1)] // the long name
    [InlineData("", 1)]
    public void Regions_that_the_exchange_refuses_are_refused(string region, int expected)
    {
        var (code, output) = Sh("preprovision.sh", new() { ["AZURE_LOCATION"] = region });
        Assert.True(code == expected, output);
    }

    [Fact]
    public void The_event_is_subscribed_with_what_the_deployment_made()
    {
        using var az = new FakeAz(exitCode: 0);
        var (code, output) = Sh("postdeploy.sh", az.Variables);

        Assert.True(code == 0, output);
        var call = Assert.Single(az.Calls);
        Assert.Contains("deployment group create", call, StringComparison.Ordinal);
        Assert.Contains("--resource-group rg-test", call, StringComparison.Ordinal);
        Assert.Contains("functionAppName=func-test topicName=evgt-test", call, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", call, StringComparison.Ordinal); // The key passes through no script.
    }

    [Theory]
    [InlineData("false")]
    [InlineData("")] // as azd leaves it: an instance that waits for uploads costs as much as all the rest
    public void Nothing_is_subscribed_where_models_are_not_promoted_on_upload(string setting)
    {
        using var az = new FakeAz(exitCode: 0);
        var (code, output) = Sh("postdeploy.sh", new(az.Variables) { ["QUANTUM_PROMOTE_ON_UPLOAD"] = setting });
        Assert.True(code == 0, output);
        Assert.Empty(az.Calls);
    }

    [Fact]
    public void A_host_without_its_key_is_asked_again_and_then_reported()
    {
        using var az = new FakeAz(exitCode: 1);
        var (code, output) = Sh("postdeploy.sh", az.Variables);
        Assert.Equal(1, code);
        Assert.Equal(6, az.Calls.Count);
        Assert.Contains("azd hooks run postdeploy", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Sh(string hook, Dictionary<string, string> variables)
    {
        var path = Path.Combine(RepositoryFolder.Path, "infra", "hooks", hook);
        var answer = BicepTool.Run(RepositoryFolder.Path, variables, "sh", path);
        if (answer.Code == -1) Assert.Skip("There is no sh here; the hooks for Windows are not run by this test.");
        return answer;
    }

    /// <summary>A folder in front of the path with an <c>az</c> that notes its arguments, and no pauses.</summary>
    private sealed class FakeAz : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("quantum-az-").FullName;

        public FakeAz(int exitCode)
        {
            Write("az", $"echo \"$@\" >> '{Log}'\nexit {exitCode}\n");
            Write("sleep", "exit 0\n");
        }

        public Dictionary<string, string> Variables => new()
        {
            ["PATH"] = _folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
            ["AZURE_RESOURCE_GROUP"] = "rg-test",
            ["QUANTUM_FUNCTION_APP"] = "func-test",
            ["QUANTUM_EVENT_TOPIC"] = "evgt-test",
            ["QUANTUM_PROMOTE_ON_UPLOAD"] = "true",
        };

        public IReadOnlyList<string> Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

        private string Log => Path.Combine(_folder, "calls");

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        private void Write(string name, string script)
        {
            var path = Path.Combine(_folder, name);
            File.WriteAllText(path, "#!/bin/sh\n" + script);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
