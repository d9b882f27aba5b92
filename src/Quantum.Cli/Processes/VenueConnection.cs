using System.Globalization;
using System.Net.Http.Headers;
using Quantum.App.Ports;
using Quantum.Simulation.Remote;
using Quantum.Simulation.Time;

namespace Quantum.Cli.Processes;

/// <summary>The other end of a <see cref="VenueServer"/>: the venue of another process, and its clock.</summary>
internal sealed class VenueConnection : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private const int ClockReadsMax = 6;
    private readonly HttpClient _client;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="address">Address of the server.</param>
    public VenueConnection(Uri address)
    {
        _client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        Venue = new RemoteVenue(CarryAsync);
    }

    /// <summary>The venue.</summary>
    public IVenue Venue { get; }

    /// <summary>A clock that shows what the venue's shows.</summary>
    /// <exception cref="VenueUnavailableException">The venue does not answer.</exception>
    public async Task<ScaledTime> ReadClockAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadOnceAsync(ct);
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException
                && !ct.IsCancellationRequested)
            {
                // Reading a clock may be repeated at will, and a machine that is at its limit answers late.
                if (attempt == ClockReadsMax)
                    throw new VenueUnavailableException($"The venue at {_client.BaseAddress} is not there.", error);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<ScaledTime> ReadOnceAsync(CancellationToken ct)
    {
        var words = (await _client.GetStringAsync(VenueServer.ClockPath, ct)).Split(' ');
        var now = new DateTimeOffset(long.Parse(words[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
        var clock = new ScaledTime(TimeProvider.System, now, double.Parse(words[1], CultureInfo.InvariantCulture));
        clock.Start(); // The venue's time does not wait for anybody.
        return clock;
    }

    private async Task<ReadOnlyMemory<byte>> CarryAsync(ReadOnlyMemory<byte> call, CancellationToken ct)
    {
        try
        {
            using var content = new ReadOnlyMemoryContent(call) { Headers = { ContentType = Json } };
            using var answer = await _client.PostAsync(VenueServer.CallPath, content, ct);
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadAsByteArrayAsync(ct)
                : throw new VenueUnavailableException($"The venue answered {(int)answer.StatusCode}.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException
            && !ct.IsCancellationRequested)
        {
            throw new VenueUnavailableException($"No answer: {error.Message}", error);
        }
    }
}
