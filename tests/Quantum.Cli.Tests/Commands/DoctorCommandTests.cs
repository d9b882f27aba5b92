using Quantum.Cli.Commands;
using Quantum.Cli.Exchange;
using Quantum.Cli.Tests.Fakes;
using Quantum.Core.Preflight;
using Quantum.Core.Reasons;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Faults;
using Quantum.FakeVenue.Markets;

namespace Quantum.Cli.Tests.Commands;

public sealed class DoctorCommandTests
{
    [Fact]
    public void Each_check_is_a_line_with_its_mark_its_sentence_and_its_code()
    {
        var reason = new Reason(ReasonCode.PreflightClockOff, 60, 1);
        Assert.Equal(
            [
                "good      key and secret  Both are there.",
                "FAILED    clock           " + reason.Sentence + " (PREFLIGHT_CLOCK_OFF)",
                "not seen  contracts       The list of contracts was not read.",
            ],
            DoctorCommand.Lines(
            [
                new("key and secret", CheckOutcome.Passed, null, "Both are there."),
                new("clock", CheckOutcome.Failed, reason, reason.Sentence),
                new("contracts", CheckOutcome.NotSeen, null, "The list of contracts was not read."),
            ]));
    }

    [Fact]
    public async Task A_key_is_looked_at_and_a_region_that_is_not_served_is_named()
    {
        if (ExchangeAccess.Exchange.Absence is { } absence) Assert.Skip(absence);
        await using var venue = await VenueServer.StartAsync(VenueWorld.Generated(new ShiftedTime(TimeSpan.Zero), 12));
        using var directory = new TemporaryDirectory();
        string[] testnet = ["doctor", "--set", "Mode=Testnet", "--set", "Execution:Account=t01"];
        var good = await QuantumProcess.RunAsync(directory.Path, Environment(venue), testnet);
        Assert.True(good.ExitCode == 0, good.ToString());
        Assert.Contains("good      no right to withdraw", good.Output);
        Assert.DoesNotContain("fake-secret", good.ToString());

        venue.Faults.Add(FaultKind.Region451, times: 1_000);
        var region = await QuantumProcess.RunAsync(directory.Path, Environment(venue), testnet);
        Assert.Equal(1, region.ExitCode);
        Assert.Contains("(PREFLIGHT_REGION_REFUSED)", region.Output);
    }

    [Fact]
    public async Task Without_the_package_it_says_so()
    {
        if (ExchangeAccess.Exchange.Absence is null) Assert.Skip("This build has the exchange.");
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "doctor");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("built without the exchange's package", answer.Errors);
    }

    internal static Dictionary<string, string> Environment(VenueServer venue) => new()
    {
        ["Exchange__Address"] = venue.Address.ToString(),
        ["Exchange__ApiKey"] = "fake-key",
        ["Exchange__ApiSecret"] = "fake-secret",
    };
}
