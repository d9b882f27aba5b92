using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Settings;

public class LiveSettingsTests
{
    [Theory]
    //          mode, account, armed for, problem
    [InlineData("Paper", "p01", "", null)]
    [InlineData("Testnet", "t01", "", null)]
    [InlineData("Live", "l01", "l01/2025-06-30", null)]
    [InlineData("Live", "l01", "", "Live:ArmedFor = '' must be l01/yyyy-MM-dd")]
    [InlineData("Live", "l01", "l01", "Live:ArmedFor = 'l01' must be l01/yyyy-MM-dd")]
    [InlineData("Live", "l01", "l01/30.6.2025", "must be l01/yyyy-MM-dd")]
    [InlineData("Live", "l01", "l01/2025-06-31", "must be l01/yyyy-MM-dd")] // no such day
    [InlineData("Live", "l01", "l02/2025-06-30", "names account l02, but Execution:Account is l01.")]
    [InlineData("Live", "p01", "p01/2025-06-30", "Execution:Account = 'p01' must begin with 'l', e.g. l01.")]
    [InlineData("Testnet", "p01", "", "Execution:Account = 'p01' must begin with 't', e.g. t01.")]
    [InlineData("Paper", "p01", "p01/2025-06-30", "belongs to Mode = Live; Mode is Paper.")]
    [InlineData("Testnet", "t01", "t01/2025-06-30", "belongs to Mode = Live; Mode is Testnet.")]
    public void Live_is_configured_whole_or_not_at_all(string mode, string account, string armed, string? problem)
    {
        var (_, problems) = SettingsCatalog.Read(
        [
            KeyValuePair.Create("Mode", mode),
            KeyValuePair.Create("Execution:Account", account),
            KeyValuePair.Create("Live:ArmedFor", armed),
        ]);
        if (problem is null) Assert.Empty(problems);
        else Assert.Contains(problem, Assert.Single(problems));
    }

    [Fact]
    public void The_mode_of_a_run_is_kept_with_its_settings()
    {
        var live = new TradingSettings { Mode = TradingMode.Testnet };
        Assert.Equal("Testnet", SettingsCatalog.Changed(live)["Mode"]);
        Assert.DoesNotContain("Mode", SettingsCatalog.Changed(new TradingSettings()).Keys);
    }
}
