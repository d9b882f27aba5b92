using Quantum.App.Models;
using Quantum.App.Preflight;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Models;
using Quantum.Core.Preflight;
using Quantum.Core.Settings;

namespace Quantum.App.Tests.Storage;

/// <summary>One row of every stored kind around models and modes, with all that is always written.</summary>
internal static class SampleRows
{
    /// <summary>Members that may be missing, as document and path.</summary>
    public static readonly HashSet<string> Optional =
    [
        "ModelPointer.active", "PreflightRow.problem", "ModelServing.version", "ModelVerdict.gates.0.refusal",
    ];

    public static ModelPointer Pointer { get; } = new(
        new BundleSummary("v1", World.Start, World.Start, World.Start, 10, 2, 1, true, false, "why", 5, null),
        World.Start, ["v0"]);

    public static ModelVerdict Verdict { get; } = new("v1", World.Start, "ab", true, []);

    public static ModelServing Serving { get; } = new("one", "v1", World.Start, 1, null, null, false);

    public static PreflightRow Preflight { get; } = new()
    {
        At = World.Start, Mode = TradingMode.Paper, Subject = "p01|",
        Checks = [new PreflightLine("key", CheckOutcome.Passed, "All is well.")],
    };
}
