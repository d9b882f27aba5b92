using Quantum.Cli.Datasets;
using Quantum.Cli.Tests.Fakes;
using Quantum.Core.Markets;

namespace Quantum.Cli.Tests.Datasets;

public sealed class DatasetOptionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private DatasetArguments Typed => new(
        _directory.Path, "set", Symbols: null, From: null, To: null, Horizon: null, State: null, OutcomeWeight: null,
        [], new Dictionary<string, string>());

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_defaults_take_all_and_label_as_live_trades()
    {
        var (options, problems) = DatasetOptions.Read(Typed);
        Assert.Empty(problems);
        Assert.NotNull(options);
        Assert.Empty(options.Symbols);
        Assert.Equal((45, 0.0005, 2d),
            (options.Labels.HorizonMinutes, options.Labels.TakerFeeRate, options.OutcomeWeight));
        Assert.Equal((null, null), (options.Typed.Symbols, options.Typed.OutcomeWeight)); // nobody typed them
        Assert.True(options.From.Start.Year == 2000 && options.To.Start.Year == 2100);
    }

    [Fact]
    public void What_is_named_is_taken()
    {
        var (options, problems) = DatasetOptions.Read(Typed with
        {
            Symbols = "NEARUSDT,ADAUSDT", From = "2025-06-01", To = "2025-06-02T12:00Z", Horizon = "30",
            OutcomeWeight = "0.5", Settings = ["Exit:StopAtrMultiple=2"],
            Environment = new Dictionary<string, string> { ["QUANTUM_Market__SlippageBps"] = "7" },
        });
        Assert.Empty(problems);
        Assert.NotNull(options);
        Assert.Equal(["NEARUSDT", "ADAUSDT"], options.Symbols.Select(symbol => symbol.Name));
        Assert.Equal((Minute.OfKey("20250601T0000"), Minute.OfKey("20250602T1200")), (options.From, options.To));
        Assert.Equal((30, 2d, 7d, 0.5), (options.Labels.HorizonMinutes, options.Labels.Exit.StopAtrMultiple,
            options.Labels.SlippageBps, options.OutcomeWeight));
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var (options, problems) = DatasetOptions.Read(new(null, " ", "near", "soon", "1970-01-01", "0", null, "NaN",
            ["Exit:Nothing=1"], new Dictionary<string, string>()));
        Assert.Null(options);
        string[] names = ["--data:", "--out:", "--symbols 'near'", "--from 'soon'", "--to '1970-01-01'",
            "--horizon '0'", "--outcome-weight 'NaN'", "Exit:Nothing"];
        Assert.Equal(names.Length, problems.Count);
        Assert.All(names, name => Assert.Single(problems, problem => problem.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_end_before_the_beginning_is_a_mistake() => Assert.Contains("later than --from",
        Assert.Single(DatasetOptions.Read(Typed with { From = "2025-06-02", To = "2025-06-02" }).Problems),
        StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_is_not_a_data_set_is_refused_by_its_name()
    {
        var set = Directory.CreateDirectory(_directory.Of("set")).FullName;
        Assert.Empty(DatasetOptions.Read(Typed with { Out = set }).Problems);
        File.WriteAllText(Path.Combine(set, "thesis.docx"), "");
        Assert.Equal($"--out '{set}': holds 'thesis.docx', which is no part of a data set; take an empty directory.",
            Assert.Single(DatasetOptions.Read(Typed with { Out = set }).Problems));
        var file = Path.Combine(set, "thesis.docx");
        Assert.Equal($"--out '{file}': is a file; a directory is wanted.",
            Assert.Single(DatasetOptions.Read(Typed with { Out = file }).Problems));
    }

    [Fact]
    public void A_folder_that_cannot_be_read_is_a_mistake_like_any_other()
    {
        var set = Directory.CreateDirectory(_directory.Of("set")).FullName;
        using var held = new FileStream(
            Path.Combine(set, "dataset.json"), FileMode.Create, FileAccess.Write, FileShare.None);
        var problems = DatasetOptions.Read(Typed with { Out = set, Horizon = "0" }).Problems;
        Assert.Equal(2, problems.Count);
        Assert.StartsWith($"--out '{set}': cannot be read: ", problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",")]
    [InlineData("")]
    [InlineData(" , ")]
    public void A_list_without_a_symbol_is_refused_in_the_words_of_a_run(string symbols)
    {
        var problem = Assert.Single(DatasetOptions.Read(Typed with { Symbols = symbols }).Problems);
        Assert.Equal($"--symbols '{symbols}': must be all, or symbols separated by commas.", problem);
        // Told beside other mistakes, too.
        Assert.Contains(problem, DatasetOptions.Read(Typed with { Symbols = symbols, Data = null }).Problems);
    }
}
