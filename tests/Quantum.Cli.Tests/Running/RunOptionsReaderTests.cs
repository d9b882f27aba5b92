using Quantum.Cli.Exchange;
using Quantum.Cli.Running;
using Quantum.Core.Settings;

namespace Quantum.Cli.Tests.Running;

public sealed class RunOptionsReaderTests
{
    private static readonly RunArguments Sim = new("sim", null, "all", null, null, null, null, "1", null, null, null,
        NoWeb: false, null, null, [], new Dictionary<string, string>());

    private static readonly RunArguments Replay = Sim with
    {
        Market = "replay", Data = "nowhere", From = "2025-06-02", To = "2025-06-03", Speed = "max",
    };

    [Fact]
    public void A_plain_run_is_the_generated_market_in_real_time_on_paper()
    {
        var options = Read(Sim);

        Assert.True(options.IsRealTime);
        Assert.Equal((222, 7071, 1ul), (options.SymbolCount, options.Port, options.Seed));
        Assert.Equal(TradingMode.Paper, options.Settings.Mode);
        Assert.Null(Read(Sim with { NoWeb = true }).Port);
    }

    [Fact]
    public void Models_are_those_of_the_installation_unless_told_otherwise()
    {
        Assert.Equal(Installation.ModelFolders, Read(Sim).ModelFolders);
        Assert.Empty(Read(Sim with { Models = "none" }).ModelFolders);
        Assert.Equal([AppContext.BaseDirectory], Read(Sim with { Models = AppContext.BaseDirectory }).ModelFolders);
        Judge(Sim with { Models = "nowhere" }, false, "--models 'nowhere': must be none, or a folder of bundles.");
    }

    [Fact]
    public void The_age_of_a_bundle_that_was_named_is_limited_only_where_that_is_asked_for()
    {
        var named = Sim with { Models = AppContext.BaseDirectory };
        Assert.Equal(72, Read(Sim).Settings.Models.AgeMaxHours); // the installation's own bundle
        Assert.Equal(0, Read(named).Settings.Models.AgeMaxHours);
        Assert.Equal(36, Read(named with { Settings = ["models:agemaxhours=36"] }).Settings.Models.AgeMaxHours);
    }

    [Fact]
    public void Every_wrong_value_is_listed_at_once()
    {
        var problems = Problems(Sim with
        {
            Seed = "-1", SymbolCount = "501", Speed = "0", Port = "0", From = "soon", Symbols = "BTCUSDT",
            Data = "x", Summary = "nowhere/out.json", Settings = ["Risk:LeverageMax=50", "nonsense", "No:Such=1"],
        });

        Assert.Equal(11, problems.Count);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("18446744073709551615", true)]
    [InlineData("-1", false)]
    [InlineData("0.5", false)]
    public void A_seed_is_a_whole_number(string seed, bool isRight) => Judge(
        Sim with { Seed = seed }, isRight,
        $"--seed '{seed}': must be a whole number from 0 to 18446744073709551615.");

    [Theory]
    [InlineData("1", true)]
    [InlineData("500", true)]
    [InlineData("0", false)]
    [InlineData("501", false)]
    [InlineData("1e2", false)]
    public void A_symbol_count_is_from_1_to_500(string count, bool isRight) => Judge(
        Sim with { SymbolCount = count }, isRight, $"--symbol-count '{count}': must be a whole number from 1 to 500.");

    [Theory]
    [InlineData("0.5", true)]
    [InlineData("100000", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("100001", false)]
    [InlineData("NaN", false)]
    [InlineData("Infinity", false)] // Virtual time has its own word.
    public void A_speed_is_above_0_and_up_to_100000(string speed, bool isRight) => Judge(
        Sim with { Speed = speed }, isRight, $"--speed '{speed}': must be max, or a number above 0, up to 100000.");

    [Theory]
    [InlineData("1", true)]
    [InlineData("65535", true)]
    [InlineData("0", false)]
    [InlineData("65536", false)]
    [InlineData("http", false)]
    public void A_port_is_from_1_to_65535(string port, bool isRight) => Judge(
        Sim with { Port = port }, isRight, $"--port '{port}': must be a whole number from 1 to 65535.");

    [Theory]
    [InlineData("2000-01-01T00:00Z", true)]
    [InlineData("2025-06-02", true)] // A day begins at 00:00 UTC.
    [InlineData("2025-06-02T18:20:30.5Z", true)]
    [InlineData("2025-06-02T20:20+02:00", true)]
    [InlineData("2025-06-02T18:20", false)] // Whose time?
    [InlineData("2025-06-02 18:20Z", false)]
    [InlineData("06/02/2025 18:20", false)] // June 2 or February 6?
    [InlineData("18:20", false)] // Of which day?
    [InlineData("1999-12-31T23:59Z", false)]
    [InlineData("9999-01-01", false)]
    [InlineData("yesterday", false)]
    public void An_instant_is_a_time_within_the_years_of_a_run(string from, bool isRight) => Judge(
        Sim with { From = from }, isRight,
        $"--from '{from}': must be a time like 2025-06-02T18:20Z (with Z or an offset) "
            + "or a date like 2025-06-02, from 2000 to 2100.");

    [Fact]
    public void An_instant_with_an_offset_is_read_as_utc() => Assert.Equal(
        new DateTimeOffset(2025, 6, 2, 18, 20, 0, TimeSpan.Zero),
        Read(Sim with { From = "2025-06-02T20:20+02:00" }).From);

    [Fact]
    public void Full_speed_needs_an_end() => Assert.Equal(
        ["--speed max: needs --to, or it would never end."], Problems(Sim with { Speed = "max" }));

    [Fact]
    public void The_end_is_later_than_the_beginning() => Assert.Equal(
        ["--to '2025-06-02': must be later than --from."],
        Problems(Sim with { From = "2025-06-02", To = "2025-06-02" }));

    [Fact]
    public void A_replay_needs_data_a_beginning_and_an_end() => Assert.Equal(
        [
            "--data: --market replay needs the directory that holds 1m/SYMBOL.csv.gz.",
            "--from: --market replay needs it.",
            "--to: --market replay needs it.",
        ],
        Problems(Replay with { Data = null, From = null, To = null }));

    [Fact]
    public void A_time_that_cannot_be_read_is_not_told_to_be_missing_as_well() => Assert.Equal(
        2, Problems(Replay with { From = "18:20" }).Count); // The time, and the directory.

    [Theory]
    [InlineData("nowhere", "--data 'nowhere': there is no such directory.")]
    [InlineData(".", "--data '.': there is no directory 1m in it.")]
    public void Data_of_a_replay_is_a_directory_with_minutes(string data, string problem) =>
        Assert.Equal([problem], Problems(Replay with { Data = data }));

    [Fact]
    public void An_option_that_would_mean_nothing_is_refused()
    {
        Assert.Equal(["--port: there is no web page with --no-web."], Problems(Sim with { NoWeb = true, Port = "80" }));
        Assert.Equal(["--port: there is no web page at full speed; give a --speed."],
            Problems(Sim with { Port = "80", Speed = "max", To = "2099-01-01" }));
        var problems = Problems(Replay with { Seed = "1", SymbolCount = "222" });
        Assert.Contains("--seed: belongs to --market sim.", problems);
        Assert.Contains("--symbol-count: belongs to --market sim.", problems);
    }

    [Fact]
    public void A_place_that_cannot_take_what_is_written_is_named_before_anything_runs()
    {
        var (file, folder) = (typeof(RunOptionsReader).Assembly.Location, AppContext.BaseDirectory);
        Judge(Sim with { State = file }, false, $"--state '{file}': is a file, and must be a directory.");
        Judge(Sim with { State = " " }, false, "--state: must name a directory.");
        Judge(Sim with { Summary = folder }, false, $"--summary '{folder}': is a directory, and must be a file.");
        Judge(Sim with { Summary = "" }, false, "--summary: must name a file.");
    }

    [Fact]
    public void A_wrong_variable_of_the_environment_is_named_as_such_unless_an_option_replaces_it()
    {
        var environment = new Dictionary<string, string> { ["QUANTUM_FOO"] = "1" };
        Assert.StartsWith("QUANTUM_FOO: FOO = '1': there is no such setting",
            Assert.Single(Problems(Sim with { Environment = environment })));
        Assert.StartsWith("foo = '2': there is no such setting",
            Assert.Single(Problems(Sim with { Environment = environment, Settings = ["foo=2"] })),
            StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("BTCUSDT,near", "--symbols 'near': is not a symbol like NEARUSDT.")]
    [InlineData("BTCUSDT,BTCUSDT", "--symbols 'BTCUSDT': is named twice.")]
    [InlineData(",", "--symbols ',': must be all, or symbols separated by commas.")]
    public void Symbols_of_a_replay_are_names(string symbols, string problem) =>
        Assert.Contains(problem, Problems(Replay with { Symbols = symbols }));

    [Fact]
    public void The_environment_counts_and_an_option_wins_over_it_and_the_later_option_over_the_earlier()
    {
        var environment = new Dictionary<string, string>
        {
            ["QUANTUM_Risk__LeverageMax"] = "5", ["QUANTUM_Risk__PositionsMax"] = "7", ["PATH"] = "/bin",
        };
        var options = Read(Sim with
        {
            Environment = environment, Settings = ["Risk:PositionsMax=8", "risk:positionsmax = 9"],
        });

        Assert.Equal((5, 9), (options.Settings.Risk.LeverageMax, options.Settings.Risk.PositionsMax));
        Assert.Contains("Risk:LeverageMax = '0'", Assert.Single(Problems(Sim with
        {
            Environment = new Dictionary<string, string> { ["QUANTUM_RISK__LEVERAGEMAX"] = "0" },
        })));
    }

    [Theory]
    [InlineData("Live", "Execution:Account=l01", "Live:ArmedFor=l01/2099-01-01")]
    [InlineData("Testnet", "Execution:Account=t01", "Risk:LeverageMax=2")]
    public void Real_money_cannot_be_traded_on_a_market_that_is_not_real(string mode, string account, string other) =>
        Assert.Equal([$"Mode = {mode}: simulated and replayed markets trade on Paper only."],
            Problems(Sim with { Settings = [$"Mode={mode}", account, other] }));

    [Fact]
    public void The_live_market_begins_now_and_runs_at_its_own_pace()
    {
        var problems = Problems(Sim with { Market = "binance", From = "2025-06-02T00:00Z", Speed = "2" });
        Assert.Contains("--from: a live market begins now.", problems);
        Assert.Contains("--speed: a live market runs at its own pace.", problems);
        Assert.Equal(ExchangeAccess.Exchange.Absence is not null,
            problems.Any(problem => problem.StartsWith("--market binance: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:7080", "2025-06-02T00:00Z", "10", null)]
    [InlineData("http://127.0.0.1:7080", null, "10",
        "--venue: belongs to --market sim with --from and a --speed.")]
    [InlineData("http://fapi.example.com", "2025-06-02T00:00Z", "10",
        "--venue 'http://fapi.example.com': must be an address of this machine like http://127.0.0.1:7080.")]
    public void A_venue_of_another_process_is_one_of_this_machine_and_sets_the_clock(
        string address, string? from, string speed, string? problem) => Assert.Equal(problem is null ? [] : [problem],
        Problems(Sim with { Venue = address, From = from, Speed = speed }));

    private static RunOptions Read(RunArguments arguments)
    {
        var (options, problems) = RunOptionsReader.Read(arguments);
        Assert.Empty(problems);
        return Assert.IsType<RunOptions>(options);
    }

    private static IReadOnlyList<string> Problems(RunArguments arguments) => RunOptionsReader.Read(arguments).Problems;

    private static void Judge(RunArguments arguments, bool isRight, string problem) =>
        Assert.Equal(isRight ? [] : [problem], Problems(arguments));
}
