using Quantum.App.Ports;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>Whether the venue answers at all.</summary>
/// <param name="events">The world's clock.</param>
internal sealed class VenueWeather(EventQueue events)
{
    private DateTimeOffset _silentUntil;
    private DateTimeOffset _bannedUntil;

    /// <summary>No call is answered now.</summary>
    public bool IsSilent => IsBanned || events.Now < _silentUntil;

    /// <summary>No call has any effect now.</summary>
    public bool IsBanned => events.Now < _bannedUntil;

    /// <summary>The first instant at which it answers again.</summary>
    public DateTimeOffset AnswersFrom => _silentUntil > _bannedUntil ? _silentUntil : _bannedUntil;

    /// <summary>The venue falls silent for a while.</summary>
    public void FallSilent(TimeSpan span) => _silentUntil = Later(_silentUntil, events.Now + span);

    /// <summary>The venue bans us for a while.</summary>
    public void Ban(TimeSpan span) => _bannedUntil = Later(_bannedUntil, events.Now + span);

    /// <summary>What a reading that fails looks like; a ban, or too many requests, name the time to wait.</summary>
    /// <exception cref="VenueUnavailableException">Always.</exception>
    public T Unavailable<T>(Fault fault) => throw new VenueUnavailableException(
        IsBanned ? "418 planned" : $"planned: {fault.Kind}")
    {
        Silence = IsBanned ? VenueSilence.Banned
            : fault.Kind == FaultKind.RateLimited ? VenueSilence.RateLimited
            : VenueSilence.NoAnswer,
        RetryAfter = IsBanned ? _bannedUntil - events.Now
            : fault.Kind == FaultKind.RateLimited ? fault.Between(1, 60)
            : null,
    };

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
