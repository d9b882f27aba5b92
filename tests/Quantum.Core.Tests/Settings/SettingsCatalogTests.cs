using System.Globalization;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Settings;

public class SettingsCatalogTests
{
    public static TheoryData<string> Keys => [.. SettingsCatalog.All.Select(info => info.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_default_lies_inside_its_own_range_and_is_described(string key)
    {
        var info = Info(key);
        Assert.EndsWith(".", info.Meaning.Description);
        Assert.NotEmpty(info.Meaning.Unit);
        Assert.NotEmpty(info.Meaning.Basis);
        var (_, problems) = Read((key, info.Default));
        Assert.Empty(problems);
        if (!IsNumber(info)) return;
        Assert.True(info.Meaning.Min < info.Meaning.Max, $"{key} has no range.");
        Assert.InRange(double.Parse(info.Default), info.Meaning.Min, info.Meaning.Max);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_number_is_refused_just_outside_its_range_and_as_no_number(string key)
    {
        var info = Info(key);
        if (!IsNumber(info)) return;
        var (below, above) = info.Type == typeof(int)
            ? (info.Meaning.Min - 1, info.Meaning.Max + 1)
            : (Math.BitDecrement(info.Meaning.Min) - 1e-9, info.Meaning.Max + 1e-9);
        foreach (var text in new[] { Text(below), Text(above), "NaN", "many", "", "1,5" })
        {
            var problem = Assert.Single(Read((key, text)).Problems);
            Assert.Equal($"{key} = '{text}': must be {SettingsCatalog.RangeOf(info)}.", problem);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Both_ends_of_a_range_belong_to_it(string key)
    {
        var info = Info(key);
        if (!IsNumber(info)) return;
        foreach (var text in new[] { Text(info.Meaning.Min), Text(info.Meaning.Max) })
            Assert.DoesNotContain(Read((key, text)).Problems, problem => problem.StartsWith($"{key} = "));
    }

    [Fact]
    public void Every_property_of_every_section_is_a_setting_that_can_be_written()
    {
        var sections = typeof(TradingSettings).GetProperties().Where(property => property.Name != "Mode");
        var properties = sections.SelectMany(section => section.PropertyType.GetProperties()
            .Select(property => $"{section.Name}:{property.Name}"));
        Assert.Equal(properties.Order(StringComparer.Ordinal),
            SettingsCatalog.All.Select(info => info.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Values_are_applied_over_the_defaults_without_regard_to_case()
    {
        var (settings, problems) = Read(("risk:leveragemax", "20"), ("Exit:StopAtrMultiple", "2.5"),
            ("SIGNAL:RULEENABLED", "false"), ("mode", "live"), ("live:armedfor", "l01/2025-06-30"),
            ("Execution:Account", "l01"), ("Risk:RiskPerTrade", "0.01"),
            ("Universe:Exclude", "BTCUSDT, ETHUSDT"));
        Assert.Empty(problems);
        Assert.Equal(20, settings.Risk.LeverageMax);
        Assert.Equal(2.5, settings.Exit.StopAtrMultiple);
        Assert.False(settings.Signal.RuleEnabled);
        Assert.Equal(TradingMode.Live, settings.Mode);
        Assert.Equal(0.01m, settings.Risk.RiskPerTrade);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], SettingsCatalog.Excluded(settings.Universe));
        Assert.Equal(new TradingSettings().Data, settings.Data);
    }

    [Fact]
    public void Reading_leaves_the_defaults_of_others_alone()
    {
        Read(("Risk:LeverageMax", "20"));
        Assert.Equal(3, new TradingSettings().Risk.LeverageMax);
        Assert.Equal(3, Read().Settings.Risk.LeverageMax);
    }

    [Fact]
    public void All_wrong_values_are_listed_at_once_with_their_ranges() => Assert.Equal(
        [
            "Mode = 'Demo': must be Paper, Testnet or Live.",
            "Risk:LeverageMax = '21': must be a whole number from 1 to 20 (times).",
            "Risk:RiskPerTrade = '0.06': must be a number from 0.0001 to 0.05 (share of equity).",
            "Signal:RuleEnabled = 'maybe': must be true or false.",
            "Signal:Speed = '1': there is no such setting; `quantum settings` lists all.",
        ],
        Read(("Risk:LeverageMax", "21"), ("Risk:RiskPerTrade", "0.06"), ("Signal:RuleEnabled", "maybe"),
            ("Mode", "Demo"), ("Signal:Speed", "1")).Problems);

    [Theory]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData("")]
    public void A_mode_is_a_name_and_not_any_number(string mode) =>
        Assert.Equal([$"Mode = '{mode}': must be Paper, Testnet or Live."], Read(("Mode", mode)).Problems);

    [Theory]
    [InlineData("Exit:StopMinShare", "0.04", "Exit:StopMinShare 0.04 is above Exit:StopMaxShare 0.03.")]
    [InlineData("Universe:VolatilityMin", "0.6",
        "Universe:VolatilityMin is above Universe:VolatilityMax: no symbol could pass.")]
    [InlineData("Market:TightSpreadMaxBps", "51",
        "Market:TightSpreadMaxBps is above Market:SpreadMaxBps, so it would never bind.")]
    [InlineData("Market:CostMultipleMin", "22",
        "Exit:StopMaxShare is below the round-trip cost times Market:CostMultipleMin: nothing trades.")]
    [InlineData("Universe:Exclude", "BTCUSDT,eth", "Universe:Exclude = 'eth': is not a symbol.")]
    [InlineData("Execution:Account", "p1", "Execution:Account = 'p1': must be 3 letters or digits, e.g. p01.")]
    [InlineData("Execution:Account", "p-1", "Execution:Account = 'p-1': must be 3 letters or digits, e.g. p01.")]
    [InlineData("Execution:Strategy", "a|b", "Execution:Strategy = 'a|b': must be 1 to 40 characters without '|'.")]
    [InlineData("Execution:Strategy", "", "Execution:Strategy = '': must be 1 to 40 characters without '|'.")]
    public void Values_that_are_each_allowed_and_together_senseless_are_problems(
        string key, string text, string problem) => Assert.Equal([problem], Read((key, text)).Problems);

    [Theory]
    [InlineData("Exit:StopMinShare", "0.03")]
    [InlineData("Universe:VolatilityMin", "0.5")]
    [InlineData("Market:TightSpreadMaxBps", "50")]
    [InlineData("Market:CostMultipleMin", "21")] // 21 × 0.0014 = 0.0294
    public void A_contradiction_begins_beyond_equality(string key, string text) =>
        Assert.Empty(Read((key, text)).Problems);

    private static SettingInfo Info(string key) => SettingsCatalog.All.Single(info => info.Key == key);

    private static bool IsNumber(SettingInfo info) => info.Type != typeof(string) && info.Type != typeof(bool);

    private static string Text(double number) => number.ToString("0.#################", CultureInfo.InvariantCulture);

    private static (TradingSettings Settings, IReadOnlyList<string> Problems) Read(
        params (string Key, string Text)[] values) =>
        SettingsCatalog.Read(values.Select(value => KeyValuePair.Create(value.Key, value.Text)));
}
