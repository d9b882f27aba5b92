namespace Quantum.FakeVenue.Faults;

/// <summary>The faults that are still to strike, oldest first. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<(Fault Fault, int Left)> _faults = [];

    /// <summary>Adds a fault.</summary>
    public void Add(Fault fault)
    {
        lock (_gate) _faults.Add((fault, fault.Times));
    }

    /// <summary>Adds a fault that strikes once, or as often as told.</summary>
    public void Add(FaultKind kind, string path = "", bool afterEffect = false, int times = 1) =>
        Add(new Fault(kind) { Path = path, AfterEffect = afterEffect, Times = times });

    /// <summary>Forgets all faults.</summary>
    public void Clear()
    {
        lock (_gate) _faults.Clear();
    }

    /// <summary>Takes the first fault that fits; <see langword="null"/> where none does.</summary>
    internal Fault? Take(string method, string path, Func<Fault, bool> fits)
    {
        lock (_gate)
        {
            for (var index = 0; index < _faults.Count; index++)
            {
                var (fault, left) = _faults[index];
                if (!path.EndsWith(fault.Path, StringComparison.Ordinal)
                    || (fault.Method.Length > 0 && fault.Method != method) || !fits(fault)) continue;
                if (left > 1) _faults[index] = (fault, left - 1);
                else _faults.RemoveAt(index);
                return fault;
            }
        }

        return null;
    }

    /// <summary>Takes a fault of a kind that an endpoint itself acts out.</summary>
    internal bool TakeInside(FaultKind kind, string method, string path) =>
        Take(method, path, fault => fault.Kind == kind) is not null;

    /// <summary>Whether the server acts it out around an endpoint.</summary>
    internal static bool IsAround(Fault fault) => fault.Kind is not (FaultKind.ReadLag or FaultKind.PartialFill);
}
