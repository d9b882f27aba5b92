namespace Quantum.Core.Settings;

/// <summary>Timing of orders and of the evidence about them.</summary>
public sealed record ExecutionSettings
{
    /// <summary>Prefix of our order ids: environment letter and account number. Unit: text. Default p01.</summary>
    [Setting("Prefix of our order ids: environment letter and account number.",
        "text", double.NaN, double.NaN, "J")]
    public string Account { get; init; } = "p01";

    /// <summary>Name and version of the strategy, part of every signal's id. Unit: text. Default quantum-1.</summary>
    [Setting("Name and version of the strategy, part of every signal's id.",
        "text", double.NaN, double.NaN, "J")]
    public string Strategy { get; init; } = "quantum-1";

    /// <summary>Reads that must miss an order before it counts as absent. Unit: reads. Default 3.</summary>
    [Setting("Reads that must miss an order before it counts as absent.",
        "reads", 1, 20, "C: freqtrade issue 12681, read-after-write lag")]
    public int AbsentReadsMin { get; init; } = 3;

    /// <summary>Time over which those reads must be spread. Unit: s. Default 60.</summary>
    [Setting("Time over which those reads must be spread.",
        "s", 10, 600, "C: freqtrade issue 12681")]
    public int AbsentMinSeconds { get; init; } = 60;

    /// <summary>An order whose outcome is unknown for so long raises an alarm. Unit: s. Default 30.</summary>
    [Setting("An order whose outcome is unknown for so long raises an alarm.",
        "s", 5, 600, "J")]
    public int UnknownAlarmSeconds { get; init; } = 30;

    /// <summary>
    /// A scan that claimed its minute and did not finish is taken over after so long. Unit: s. Default 45.
    /// </summary>
    [Setting("A scan that claimed its minute and did not finish is taken over after so long.",
        "s", 5, 600, "J")]
    public int ClaimLeaseSeconds { get; init; } = 45;
}
