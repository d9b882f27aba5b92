using Quantum.App.Ports;
using Quantum.Cli.Commands;
using Quantum.Cli.State;

namespace Quantum.Cli.Tests.Commands;

public sealed class FailuresTests
{
    public static TheoryData<Exception> Mendable =>
    [
        new StateException("The state."), new VenueUnavailableException("The exchange."),
        new InvalidDataException("The data."), new IOException("The disk."),
    ];

    [Theory]
    [MemberData(nameof(Mendable))]
    public async Task What_a_user_can_mend_is_failed_work_and_no_crash(Exception error) =>
        Assert.Equal(Failures.Failed, await Failures.GuardAsync(() => Task.FromException<int>(error)));

    [Fact]
    public Task A_bug_is_no_sentence() => Assert.ThrowsAsync<InvalidOperationException>(
        () => Failures.GuardAsync(() => Task.FromException<int>(new InvalidOperationException("Invariant: x"))));
}
