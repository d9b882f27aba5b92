using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Reasons;

namespace Quantum.App.Preflight;

/// <summary>
/// Bars entries where the storage holds another book, before the mode's own preflight, which then is not made: what it
/// would write down belongs to another storage.
/// </summary>
/// <param name="store">Looks whose book it is.</param>
/// <param name="mode">The mode's own gate.</param>
public sealed class BookGate(SealedStore store, IModeGate mode) : IModeGate
{
    private bool _isForeign;

    /// <inheritdoc/>
    public Reason? Problem => _isForeign ? new Reason(ReasonCode.BookForeign) : mode.Problem;

    /// <inheritdoc/>
    public async Task RefreshAsync(CancellationToken ct)
    {
        try
        {
            _isForeign = await store.ProblemAsync(ct) is not null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A store that fails now is somebody else's finding; what was seen before stands.
        }

        if (!_isForeign) await mode.RefreshAsync(ct);
    }
}
