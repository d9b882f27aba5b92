using Quantum.Core.Reasons;

namespace Quantum.App.Storage;

/// <summary>
/// The storage holds somebody else's book: its positions are not where our venue would look for them, and our orders
/// would seem to be nobody's. Nothing may be read from it and then acted upon.
/// </summary>
public sealed class ForeignBookException : InvalidOperationException
{
    /// <summary>Without anything known.</summary>
    public ForeignBookException()
    {
    }

    /// <summary>With a message only.</summary>
    public ForeignBookException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public ForeignBookException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With both books; <see langword="null"/> where the stored one does not say whose it is.</summary>
    internal ForeignBookException(BookSeal? stored, BookSeal wanted)
        : base($"{ReasonCatalog.Of(ReasonCode.BookForeign).Name}: the storage holds "
            + (stored is null ? "a book that does not say whose it is" : $"the book of {stored}")
            + $"; the settings say {wanted}. Give each its own storage.")
    {
    }
}
