namespace Quantum.App.Tests.Fakes;

/// <summary>
/// Runs several processes on one thread and switches between them before every port call, in an order that follows from
/// the seed alone: the same seed repeats the same race.
/// </summary>
/// <param name="seed">Any number; a failing test prints it.</param>
public sealed class Interleaver(int seed) : IPortGate
{
    private readonly Random _random = new(seed);
    private readonly List<TaskCompletionSource> _waiting = [];

    /// <inheritdoc/>
    public async Task<T> PassAsync<T>(string call, Func<Task<T>> effect)
    {
        var turn = new TaskCompletionSource();
        _waiting.Add(turn);
        await turn.Task;
        return await effect();
    }

    /// <summary>Runs all of them to their ends.</summary>
    public Task RunAsync(IEnumerable<Func<Task>> processes)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // A context could hand a turn to another thread.
        try
        {
            var tasks = processes.Select(process => process()).ToList();
            while (_waiting.Count > 0)
            {
                var next = _random.Next(_waiting.Count);
                var turn = _waiting[next];
                _waiting.RemoveAt(next);
                turn.SetResult(); // Runs that process on this thread up to its next port call.
            }

            return Task.WhenAll(tasks);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}
