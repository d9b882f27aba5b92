namespace Quantum.FakeVenue.Requests;

/// <summary>A refusal in the venue's words.</summary>
internal sealed class VenueError(int code, string message, int status = 400) : Exception(message)
{
    /// <summary>The venue's code, e.g. −1102.</summary>
    public int Code { get; } = code;

    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    public static VenueError Missing(string name) => new(-1102,
        $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");
}
