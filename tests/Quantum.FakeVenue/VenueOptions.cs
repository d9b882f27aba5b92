namespace Quantum.FakeVenue;

/// <summary>How the fake venue is reached.</summary>
public sealed record VenueOptions
{
    /// <summary>The one key that is known.</summary>
    public string Key { get; init; } = "fake-key";

    /// <summary>Its secret.</summary>
    public string Secret { get; init; } = "fake-secret";

    /// <summary>Port on the loopback address; 0 for any free one.</summary>
    public int Port { get; init; }
}
