using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Preflight;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.App.Preflight;

/// <summary>
/// The gate of Testnet and Live. It fails closed: before the first checks, and when they are too old, entries are
/// barred; exits and stops are not its business. The checks are repeated every
/// <see cref="LiveSettings.PreflightEveryMinutes"/>, every minute while one fails, by whichever process comes first;
/// the others read its row.
/// </summary>
/// <param name="probe">
/// Looks at the venue; <see langword="null"/> for a process that only reads what others found.
/// </param>
/// <param name="store">Where the last preflight is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="settings">Mode, account, arming and limits.</param>
/// <param name="readModel">
/// Tells the active model's approval; <see langword="null"/> for what the register of models says.
/// </param>
public sealed class VenueModeGate(IPreflightProbe? probe, IEntityStore store, TimeProvider time,
    TradingSettings settings, Func<CancellationToken, Task<ModelApproval>>? readModel = null) : IModeGate
{
    /// <summary>A preflight counts for so many of its intervals.</summary>
    public const int IntervalsMax = 3;

    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromMinutes(1);
    private PreflightRow? _row;
    private DateTimeOffset? _lookedAt;

    /// <summary>The last preflight of these settings; <see langword="null"/> before the first.</summary>
    public PreflightRow? Last => _row;

    /// <inheritdoc/>
    public Reason? Problem
    {
        get
        {
            if (_row is not { } row) return new Reason(ReasonCode.PreflightPending);
            if (row.Problem is { } problem) return problem;
            var limit = IntervalsMax * settings.Live.PreflightEveryMinutes;
            var age = (time.GetUtcNow() - row.At).TotalMinutes;
            return age <= limit ? null : new Reason(ReasonCode.PreflightStale, age, limit);
        }
    }

    /// <inheritdoc/>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var wait = Problem is null ? Every : RetryAfterFailure;
        if (_lookedAt is { } looked && now >= looked && now - looked < wait) return;
        _lookedAt = now;
        try
        {
            var stored = (await store.ReadAsync(
                StoreLayout.Preflight, settings.Mode.ToString(), DocumentJson.Default.PreflightRow, ct))?.Value;
            if (stored is not null && IsMine(stored) && (_row is null || stored.At > _row.At)) _row = stored;
            if (probe is null || (_row is { } row && now >= row.At && now - row.At < wait)) return;
            await RunAsync(probe, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The monitor calls this beside the keeping of stops, which must go on. The last checks grow old, and
            // then the gate closes by itself.
        }
    }

    private TimeSpan Every => TimeSpan.FromMinutes(settings.Live.PreflightEveryMinutes);

    private async Task RunAsync(IPreflightProbe asked, CancellationToken ct)
    {
        var facts = await asked.ReadAsync(ct) with { Model = await (readModel ?? ReadApprovalAsync)(ct) };
        var checks = PreflightChecks.Judge(facts, settings);
        var row = new PreflightRow
        {
            At = facts.At,
            Mode = settings.Mode,
            Subject = PreflightRow.SubjectOf(settings),
            Problem = PreflightChecks.FirstProblem(checks),
            Checks = [.. checks.Select(check => new PreflightLine(check.Name, check.Outcome, check.Sentence))],
        };
        _row = row; // What was seen holds here even where the store cannot keep it.
        await store.UpdateAsync(StoreLayout.Preflight, settings.Mode.ToString(), DocumentJson.Default.PreflightRow,
            before => before is not null && IsMine(before) && before.At > row.At
                ? Change<PreflightRow>.Nothing
                : new(row), ct);
    }

    private async Task<ModelApproval> ReadApprovalAsync(CancellationToken ct) =>
        (await new ModelRegister(store).ReadPointerAsync(ct))?.Active switch
        {
            null => ModelApproval.NoModel,
            { ApprovedForLive: true } => ModelApproval.Approved,
            _ => ModelApproval.NotApproved,
        };

    private bool IsMine(PreflightRow row) =>
        row.Mode == settings.Mode && row.Subject == PreflightRow.SubjectOf(settings);
}
