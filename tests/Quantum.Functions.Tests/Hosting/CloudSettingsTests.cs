using Microsoft.Extensions.Configuration;
using Quantum.Adapters.Azure;
using Quantum.App.Hosting;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Functions.Hosting;

namespace Quantum.Functions.Tests.Hosting;

public sealed class CloudSettingsTests
{
    [Fact]
    public void Without_any_setting_it_is_paper_on_the_emulator_with_the_exchanges_market()
    {
        var settings = Read();

        Assert.Equal(TradingMode.Paper, settings.Trading.Mode);
        Assert.Equal(AzureStorageOptions.Development, settings.Storage.ConnectionString);
        Assert.True(settings.CreatesStorage);
        Assert.Equal((MarketKind.Binance, 1UL, 222), (settings.Market, settings.Seed, settings.SymbolCount));
    }

    [Fact]
    public void A_build_without_the_exchange_says_so_and_never_invents_a_market_instead()
    {
        var settings = Read();
        var expected = ExchangeLink.Absence is null ? (ReasonCode?)null : ReasonCode.SettingWrong;

        Assert.Equal(expected, settings.Problem?.Code);
        Assert.Equal(expected, settings.VenueProblem?.Code);
        Assert.Equal(ExchangeLink.Absence is null ? [] : [ExchangeLink.Absence], settings.Details);
        Assert.Null(Generated().Problem);
        Assert.Null(Generated().VenueProblem);
    }

    [Fact]
    public void Trading_options_bear_a_prefix_and_everything_else_is_none_of_theirs()
    {
        var settings = Generated(("QUANTUM_Risk:LeverageMax", "2"), ("Risk:LeverageMax", "9"), ("QUANTUM", "x"));

        Assert.Equal(2, settings.Trading.Risk.LeverageMax);
        Assert.Null(settings.Problem);
    }

    [Theory]
    [InlineData("Mode", "Lve", ReasonCode.SettingWrong, ReasonCode.SettingWrong)] // whose positions are they?
    [InlineData("Mode", "Live", ReasonCode.KeysMissing, ReasonCode.KeysMissing)]
    [InlineData("QUANTUM_Risk:LeverageMax", "1000", ReasonCode.SettingWrong, ReasonCode.None)]
    [InlineData("QUANTUM_Risk:Leverage", "2", ReasonCode.SettingWrong, ReasonCode.None)] // there is no such setting
    [InlineData("Market", "Invented", ReasonCode.SettingWrong, ReasonCode.SettingWrong)]
    [InlineData("Market", "1", ReasonCode.SettingWrong, ReasonCode.SettingWrong)]
    [InlineData("Generated:Symbols", "501", ReasonCode.SettingWrong, ReasonCode.None)]
    [InlineData("Generated:Symbols", "0", ReasonCode.SettingWrong, ReasonCode.None)]
    [InlineData("Generated:Seed", "-1", ReasonCode.SettingWrong, ReasonCode.None)]
    [InlineData("Models:TrustedKeys", "@Microsoft.KeyVault(x)", ReasonCode.SettingUnresolved, ReasonCode.None)]
    [InlineData("Exchange:ApiKey", "@Microsoft.KeyVault(x)", ReasonCode.None, ReasonCode.None)] // paper needs no key
    public void A_wrong_setting_is_a_reason_and_a_sentence(
        string name, string value, ReasonCode problem, ReasonCode venueProblem)
    {
        var settings = name == "Market" ? Read((name, value)) : Generated((name, value));

        Assert.Equal(problem, settings.Problem?.Code ?? ReasonCode.None);
        Assert.Equal(venueProblem, settings.VenueProblem?.Code ?? ReasonCode.None);
        Assert.Equal(problem != ReasonCode.None, settings.Details.Count > 0);
    }

    [Fact]
    public void Live_with_unresolved_keys_names_both_and_opens_no_venue()
    {
        var settings = Read(("Mode", "Live"), ("Exchange:ApiKey", "@Microsoft.KeyVault(SecretUri=https://v/s/k)"),
            ("Exchange:ApiSecret", "@Microsoft.KeyVault(SecretUri=https://v/s/s)"));

        Assert.Equal(ReasonCode.SettingUnresolved, settings.Problem?.Code);
        Assert.Equal(ReasonCode.KeysMissing, settings.VenueProblem?.Code);
        Assert.Null(settings.ExchangeKey);
        Assert.Contains("Exchange__ApiKey holds an unresolved Key Vault reference.", settings.Details);
        Assert.DoesNotContain(settings.Details, detail => detail.Contains("SecretUri"));
    }

    [Fact]
    public void Live_with_keys_is_ready_and_its_market_is_the_exchange()
    {
        (string, string)[] live =
        [
            ("Mode", "Live"), ("Exchange:ApiKey", "k"), ("Exchange:ApiSecret", "s"),
            ("QUANTUM_Execution:Account", "l01"), ("QUANTUM_Live:ArmedFor", "l01/2030-01-01"),
        ];

        Assert.Equal(ExchangeLink.Absence is null, Read(live).Problem is null);
        Assert.Equal(ReasonCode.SettingWrong, Generated(live).Problem?.Code);
    }

    [Fact]
    public void An_identity_needs_its_addresses_and_no_key()
    {
        var settings = Read(
            ("AzureWebJobsStorage:blobServiceUri", "https://a.blob.core.windows.net"),
            ("AzureWebJobsStorage:queueServiceUri", "https://a.queue.core.windows.net"),
            ("AzureWebJobsStorage:tableServiceUri", "https://a.table.core.windows.net"),
            ("AzureWebJobsStorage:credential", CloudNames.Settings.ManagedIdentity),
            ("AzureWebJobsStorage:clientId", "8f0e9a52-0000-4000-8000-000000000001"));

        Assert.Null(settings.Storage.ConnectionString);
        Assert.Empty(settings.Storage.Problems());
        Assert.False(settings.CreatesStorage);
        Assert.Throws<ArgumentException>(
            () => Read(("AzureWebJobsStorage:tableServiceUri", "https://a.table.core.windows.net")));
    }

    private static CloudSettings Generated(params (string Name, string Value)[] settings) =>
        Read([("Market", "Generated"), .. settings]);

    private static CloudSettings Read(params (string Name, string Value)[] settings) => CloudSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Name, pair => (string?)pair.Value)).Build());
}
