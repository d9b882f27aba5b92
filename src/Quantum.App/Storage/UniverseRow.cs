using Quantum.Core.Filters;
using Quantum.Core.Markets;

namespace Quantum.App.Storage;

/// <summary>
/// The universe of a UTC day where the venue lists more contracts than are watched: written by whoever chooses first,
/// used by all, and the one place where what is left out is said.
/// </summary>
/// <param name="At">When it was chosen, UTC.</param>
/// <param name="Listed">Contracts that the venue listed then.</param>
/// <param name="Watched">Contracts that are watched, ordered by symbol.</param>
/// <param name="LeftOut">All others with their reasons.</param>
public sealed record UniverseRow(
    DateTimeOffset At, int Listed, IReadOnlyList<Symbol> Watched, IReadOnlyList<UnwatchedContract> LeftOut);
