namespace Quantum.Core.Preflight;

/// <summary>What is known of the exchange key without asking anybody.</summary>
public enum KeyPresence
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Key and secret are there.</summary>
    Present = 1,

    /// <summary>One or both are missing.</summary>
    Missing = 2,

    /// <summary>One of them is the literal of a Key Vault reference that nobody resolved.</summary>
    Unresolved = 3,
}

/// <summary>How far the preflight came to the venue.</summary>
public enum VenueReach
{
    /// <summary>Not asked.</summary>
    None = 0,

    /// <summary>It answered.</summary>
    Reached = 1,

    /// <summary>No usable answer.</summary>
    Unreachable = 2,

    /// <summary>HTTP 451 or 403.</summary>
    RegionRefused = 3,
}

/// <summary>What is known of the active model's approval.</summary>
public enum ModelApproval
{
    /// <summary>No model is installed: the rule decides, and it needs no approval.</summary>
    NoModel = 0,

    /// <summary>Approved for live trading.</summary>
    Approved = 1,

    /// <summary>Not approved.</summary>
    NotApproved = 2,
}

/// <summary>
/// Everything that the checks judge. <see langword="null"/> means "not seen", which is neither good nor bad by itself:
/// each check says what it makes of it.
/// </summary>
public sealed record PreflightFacts
{
    /// <summary>When the facts were read, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Key and secret.</summary>
    public required KeyPresence Key { get; init; }

    /// <summary>Public part of the venue.</summary>
    public VenueReach Reach { get; init; }

    /// <summary>The venue's words where it did not answer well.</summary>
    public string? ReachDetail { get; init; }

    /// <summary>Our clock less the venue's, seconds.</summary>
    public double? ClockOffsetSeconds { get; init; }

    /// <summary>Trading perpetuals in the quote asset.</summary>
    public int? Symbols { get; init; }

    /// <summary>Whether a signed request was accepted.</summary>
    public bool? IsKeyAccepted { get; init; }

    /// <summary>The venue's words where it was not.</summary>
    public string? KeyDetail { get; init; }

    /// <summary>Whether the key may withdraw; only the wallet API tells, and test networks have none.</summary>
    public bool? CanWithdraw { get; init; }

    /// <summary>Whether the venue takes the key from listed addresses only; told with the right to withdraw.</summary>
    public bool? IsAddressBound { get; init; }

    /// <summary>The venue's words where it did not tell the key's rights.</summary>
    public string? RightsDetail { get; init; }

    /// <summary>Whether key and account may trade futures.</summary>
    public bool? CanTrade { get; init; }

    /// <summary>Whether the venue's quantitative rules have locked the account.</summary>
    public bool? IsLocked { get; init; }

    /// <summary>Positions may be long and short at once.</summary>
    public bool? IsHedgeMode { get; init; }

    /// <summary>One margin for all assets.</summary>
    public bool? IsMultiAssets { get; init; }

    /// <summary>Open positions with crossed margin.</summary>
    public int? CrossedPositions { get; init; }

    /// <summary>The active model's approval.</summary>
    public ModelApproval Model { get; init; }
}
