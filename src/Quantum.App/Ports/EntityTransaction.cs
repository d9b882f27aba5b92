namespace Quantum.App.Ports;

/// <summary>The bounds of one entity transaction, checked before anything is read or written.</summary>
public static class EntityTransaction
{
    /// <summary>Throws for a transaction that some adapter could not store.</summary>
    /// <exception cref="ArgumentException">A key, a body or the count breaks <see cref="EntityLimits"/>, or two changes
    /// name one row.</exception>
    public static void Check(string partition, IReadOnlyList<EntityWrite> writes)
    {
        EntityLimits.CheckKey(partition);
        if (writes.Count is 0 or > EntityLimits.WritesMax)
        {
            throw new ArgumentException(
                $"Condition failed: {writes.Count} changes, not 1 to {EntityLimits.WritesMax}.", nameof(writes));
        }

        var rows = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var write in writes)
        {
            EntityLimits.CheckKey(write.Row);
            if (!rows.Add(write.Row))
                throw new ArgumentException($"Condition failed: two changes name row '{write.Row}'.", nameof(writes));

            if (BodyBytes(write) > EntityLimits.BodyBytesMax)
            {
                throw new ArgumentException(
                    $"Condition failed: the body of row '{write.Row}' has {BodyBytes(write)} bytes, more than "
                    + $"{EntityLimits.BodyBytesMax}.",
                    nameof(writes));
            }

            bytes += BodyBytes(write);
        }

        if (bytes > EntityLimits.TransactionBytesMax)
        {
            throw new ArgumentException(
                $"Condition failed: the bodies have {bytes} bytes together, more than "
                + $"{EntityLimits.TransactionBytesMax}.",
                nameof(writes));
        }
    }

    private static int BodyBytes(EntityWrite write) => write switch
    {
        EntityWrite.Insert insert => insert.Body.Length,
        EntityWrite.Replace replace => replace.Body.Length,
        EntityWrite.Delete => 0,
        _ => throw new ArgumentException($"Condition failed: {write.GetType().Name} is not a change.", nameof(write)),
    };
}
