using Quantum.App.Ports;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Settings;

namespace Quantum.App.Models;

/// <summary>Scores a candidate, and the active bundle beside it, on what recent scans saw.</summary>
/// <param name="archive">Recorded inputs.</param>
/// <param name="settings">Hours and time limit.</param>
public sealed class ShadowTrial(InputArchive archive, ModelSettings settings)
{
    /// <summary>Every so many minutes is scored: neighbouring windows share nearly all they hold.</summary>
    public const int EveryMinutes = 5;

    private readonly List<RecordedInput> _recent = [];

    /// <summary>Scores.</summary>
    /// <exception cref="ModelRuntimeException">The candidate failed or took too long.</exception>
    public async Task<ShadowScore> RunAsync(LoadedBundle candidate, LoadedBundle? active, CancellationToken ct)
    {
        var (rows, signals, faults, highest, activeSignals) = (0, 0, 0, double.NaN, 0);
        _recent.Clear();
        await foreach (var input in archive.ReadAsync(settings.ShadowHours * 60, ct))
        {
            if (!Continue(input) || input.Minute.Index % EveryMinutes != 0 || input.Symbols.Count == 0) continue;
            var slabs = Slabs(input.Symbols.Count);
            var usable = Enumerable.Range(0, input.Symbols.Count)
                .Where(symbol => _recent.TrueForAll(step => step.Usable[symbol])).ToList();
            if (usable.Count == 0) continue;
            Score(candidate, slabs, input.Symbols.Count);
            foreach (var symbol in usable)
            {
                rows++;
                var answer = candidate.At(symbol);
                if (!answer.IsSound)
                {
                    faults++;
                    continue;
                }

                var combined = answer.Combined;
                highest = Math.Max(double.IsNaN(highest) ? 0 : highest, Math.Max(combined.Up, combined.Down));
                if (candidate.Manifest.EntryThresholds.IsReachedBy(combined)) signals++;
            }

            if (active is null) continue;
            Score(active, slabs, input.Symbols.Count);
            activeSignals += usable.Count(symbol =>
                active.Manifest.EntryThresholds.IsReachedBy(active.At(symbol).Combined));
        }

        return new(rows, signals, highest, faults, active is null ? null : activeSignals);
    }

    /// <summary>Takes a scan in; false until there are as many unbroken ones as a window has steps.</summary>
    private bool Continue(RecordedInput input)
    {
        if (_recent.Count > 0 && (_recent[^1].Minute + 1 != input.Minute
            || !_recent[^1].Symbols.SequenceEqual(input.Symbols))) _recent.Clear();
        if (_recent.Count == ModelContract.Steps) _recent.RemoveAt(0);
        _recent.Add(input);
        return _recent.Count == ModelContract.Steps;
    }

    private float[] Slabs(int symbols)
    {
        var slabs = new float[ModelContract.InputLength(ModelKind.Tft, symbols)];
        for (var step = 0; step < ModelContract.Steps; step++)
            _recent[step].Rows.CopyTo(slabs, step * symbols * FeatureSchema.Count);
        return slabs;
    }

    private void Score(LoadedBundle bundle, float[] slabs, int symbols) => bundle.Score(
        slabs.AsMemory(^(symbols * FeatureSchema.Count)..), slabs, symbols,
        TimeSpan.FromMilliseconds(settings.ScoreTimeoutMs));
}
