using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Quantum.Adapters.Archive;

/// <summary>Asks the archive for files; errors of the server and dropped connections are tried again.</summary>
internal sealed class ArchiveClient : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const int ChecksumLengthMax = 1_024;

    private readonly HttpClient _http;
    private readonly ArchiveOptions _options;
    private readonly TimeProvider _time;
    private readonly Uri _root;

    /// <summary>Opens the client.</summary>
    /// <param name="handler">Owned by the caller.</param>
    /// <param name="options">Checked already.</param>
    /// <param name="time">Clock of the waits.</param>
    public ArchiveClient(HttpMessageHandler handler, ArchiveOptions options, TimeProvider time)
    {
        // Large files may take long; what counts is silence, which is watched per read.
        _http = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        (_options, _time) = (options, time);
        var address = options.Address.AbsoluteUri;
        _root = new Uri(address.EndsWith('/') ? address : address + "/");
    }

    /// <summary>Told the file's name whenever a request has failed and is about to be tried again.</summary>
    public Action<string, ArchiveRetry>? Retrying { get; set; }

    /// <summary>Reads the text of a file's <c>.CHECKSUM</c>.</summary>
    /// <returns><see langword="null"/> where the archive has none.</returns>
    /// <exception cref="ArchiveException">The archive does not deliver it.</exception>
    public async Task<string?> ReadChecksumAsync(ArchiveFile file, CancellationToken ct)
    {
        var text = "";
        var isThere = await GetAsync(file.Name + ".CHECKSUM", file.Path + ".CHECKSUM", () => 0, async answer =>
        {
            var bytes = new byte[ChecksumLengthMax];
            var length = 0;
            for (var read = -1; read != 0 && length < bytes.Length; length += read)
                read = await answer.ReadAsync(bytes.AsMemory(length));
            text = Encoding.ASCII.GetString(bytes, 0, length);
        }, ct);
        return isThere ? text : null;
    }

    /// <summary>Saves a file, going on behind what an earlier try left where the server allows it.</summary>
    /// <param name="file">Which.</param>
    /// <param name="part">Where; its folder exists. What arrived stays there whatever happens.</param>
    /// <param name="arrived">Told the bytes of every read.</param>
    /// <param name="ct">Stops the download.</param>
    /// <returns>False where the archive has no such file.</returns>
    /// <exception cref="ArchiveException">The archive does not deliver it.</exception>
    public Task<bool> SaveAsync(ArchiveFile file, string part, Action<int> arrived, CancellationToken ct) =>
        GetAsync(file.Name, file.Path, () => File.Exists(part) ? new FileInfo(part).Length : 0, async answer =>
        {
            // A server that does not know ranges sends the whole file again, and may: 200 instead of 206.
            if (answer.IsPartial && answer.From != answer.Asked)
            {
                File.Delete(part);
                throw new HttpRequestException($"it sent bytes from {answer.From}, not from {answer.Asked}");
            }

            await WriteAsync(answer, part, arrived, ct);
        }, ct);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>
    /// Opens the file with the first bytes and not before: an answer that breaks off without any leaves what an
    /// earlier try brought.
    /// </summary>
    private static async Task WriteAsync(Answer answer, string part, Action<int> arrived, CancellationToken ct)
    {
        var buffer = new byte[BufferSize];
        var read = await answer.ReadAsync(buffer);
        var mode = answer.IsPartial ? FileMode.Append : FileMode.Create;
        // Without a buffer: what has arrived is on disk, should the process be killed.
        await using var target = new FileStream(part, mode, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (; read > 0; read = await answer.ReadAsync(buffer))
        {
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
            arrived(read);
        }
    }

    private async Task<bool> GetAsync(
        string name, string path, Func<long> offset, Func<Answer, Task> take, CancellationToken ct)
    {
        var delay = _options.RetryDelay;
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await TryAsync(name, path, offset(), take, ct);
            if (outcome.Problem is null) return outcome.IsThere;
            if (attempt == _options.AttemptsMax || outcome.RetryAfter > _options.RetryAfterMax)
            {
                throw new ArchiveException(
                    name, ArchiveFault.Unreachable, $"{outcome.Problem}, try {attempt}", outcome.Cause);
            }

            var wait = outcome.RetryAfter ?? delay;
            Retrying?.Invoke(name, new ArchiveRetry(outcome.Problem, attempt + 1, wait));
            await Task.Delay(wait, _time, ct);
            delay = delay * 2 < _options.RetryDelayMax ? delay * 2 : _options.RetryDelayMax;
        }
    }

    private async Task<Outcome> TryAsync(
        string name, string path, long asked, Func<Answer, Task> take, CancellationToken ct)
    {
        using var silence = new CancellationTokenSource(_options.SilenceMax, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_root, path));
            if (asked > 0) request.Headers.Range = new RangeHeaderValue(asked, null);
            using var response = await _http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var code = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK or HttpStatusCode.PartialContent:
                    await using (var body = await response.Content.ReadAsStreamAsync(either.Token))
                    {
                        await take(new Answer(response, body, asked, () => silence.CancelAfter(_options.SilenceMax),
                            either.Token));
                    }

                    return new Outcome(IsThere: true);
                case HttpStatusCode.RequestedRangeNotSatisfiable when asked > 0:
                    return new Outcome(IsThere: true); // nothing is left to send; the checksum judges what is here
                case HttpStatusCode.NotFound:
                    return new Outcome(IsThere: false);
                case >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests
                    or HttpStatusCode.RequestTimeout:
                    return new Outcome(true, $"the server answers {code}", RetryAfterOf(response));
                default:
                    throw new ArchiveException(name, ArchiveFault.Refused, $"the server answers {code}");
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The silence, or the handler's own limit for connecting, which also ends in a cancellation.
            return new Outcome(true, silence.IsCancellationRequested
                ? $"nothing arrived for {_options.SilenceMax.TotalSeconds} s"
                : "it could not be connected to in time");
        }
        catch (HttpRequestException error)
        {
            return new Outcome(true, error.Message, Cause: error);
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? (asked?.Date is { } until ? until - _time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private sealed record Outcome(
        bool IsThere, string? Problem = null, TimeSpan? RetryAfter = null, Exception? Cause = null);

    /// <summary>A body on its way. Only here an <see cref="IOException"/> is the network's, not the disk's.</summary>
    private sealed record Answer(
        HttpResponseMessage Response, Stream Body, long Asked, Action Heard, CancellationToken Stop)
    {
        public bool IsPartial => Response.StatusCode == HttpStatusCode.PartialContent;

        public long From => Response.Content.Headers.ContentRange?.From ?? 0;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer)
        {
            try
            {
                var read = await Body.ReadAsync(buffer, Stop);
                Heard();
                return read;
            }
            catch (IOException error)
            {
                throw new HttpRequestException("the connection dropped", error);
            }
        }
    }
}
