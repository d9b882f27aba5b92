namespace Quantum.FakeVenue.Faults;

/// <summary>What the venue can be told to do wrong; each is a sentence of the facts about the real one.</summary>
public enum FaultKind
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>HTTP 503 with "Unknown error, please check your request or try again later."</summary>
    Unknown503,

    /// <summary>HTTP 503 with a web page instead of JSON.</summary>
    Html503,

    /// <summary>HTTP 408 with −1007: "Timeout waiting for response from backend server".</summary>
    Timeout1007,

    /// <summary>The connection ends without an answer.</summary>
    Drop,

    /// <summary>No answer ever; the caller has to give up.</summary>
    Hang,

    /// <summary>HTTP 400 with −1021, whatever the timestamp says; never with an effect.</summary>
    ClockSkew,

    /// <summary>HTTP 451: the service is not offered in this region.</summary>
    Region451,

    /// <summary>HTTP 403: the firewall in front of the venue.</summary>
    Region403,

    /// <summary>HTTP 429 with Retry-After.</summary>
    TooMany,

    /// <summary>HTTP 418 with Retry-After: banned.</summary>
    Banned,

    /// <summary>Any other refusal, with <see cref="Fault.Status"/> and <see cref="Fault.Code"/>.</summary>
    Error,

    /// <summary>A read that does not yet know what was written before it.</summary>
    ReadLag,

    /// <summary>A market order fills half and the rest expires.</summary>
    PartialFill,
}
