namespace Quantum.Adapters.Azure;

/// <summary>What went wrong between us and the storage account.</summary>
public enum AzureFault
{
    /// <summary>Anything that the other values do not name; see the message.</summary>
    Other,

    /// <summary>The account refused the request: there were too many (503, 429), also after the retries.</summary>
    Throttled,

    /// <summary>No answer, or the account's own failure (408, 500, 502, 504), also after the retries.</summary>
    Unreachable,

    /// <summary>Who we are may not do this (401, 403): a role is missing or the key is wrong.</summary>
    Denied,

    /// <summary>The table, container or queue does not exist (404).</summary>
    Missing,

    /// <summary>
    /// A write had an attempt without an answer and a later one that met a conflict, which may be its own work: nobody
    /// knows whether it was applied. Read again and decide again.
    /// </summary>
    OutcomeUnknown,

    /// <summary>A stored entity lacks a part of its body or holds what this adapter never wrote.</summary>
    Damaged,
}
