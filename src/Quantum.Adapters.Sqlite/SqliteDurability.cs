namespace Quantum.Adapters.Sqlite;

/// <summary>What a commit waits for.</summary>
public enum SqliteDurability
{
    /// <summary>Every commit waits for the disk: it survives a loss of power. The default.</summary>
    Full,

    /// <summary>
    /// A commit waits for the operating system only: it survives the death of the process, and a loss of power undoes
    /// the last commits, whole ones and in order. For simulations and backtests.
    /// </summary>
    Normal,
}
