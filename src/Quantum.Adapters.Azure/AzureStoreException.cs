using Azure;
using Quantum.Core.Reasons;

namespace Quantum.Adapters.Azure;

/// <summary>
/// The storage account did not do what was asked. The message begins with the reason's name, such as
/// <c>STORAGE_THROTTLED</c>, and names what was asked for; it never holds a key or a token.
/// </summary>
/// <remarks>It is an <see cref="IOException"/>: what stands on a store treats it as any outside failure.</remarks>
public sealed class AzureStoreException : IOException
{
    /// <summary>Without anything known.</summary>
    public AzureStoreException()
    {
    }

    /// <summary>With a message only.</summary>
    public AzureStoreException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public AzureStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With what was asked for, what went wrong and what was seen.</summary>
    internal AzureStoreException(string subject, AzureFault fault, string detail, Exception? innerException = null)
        : base($"{ReasonCatalog.Of(CodeOf(fault)).Name}: {subject}: {Sentence(fault)} ({detail}).", innerException) =>
        Fault = fault;

    /// <summary>What went wrong.</summary>
    public AzureFault Fault { get; }

    /// <summary>The reason that the status page shows for it.</summary>
    public ReasonCode Code => CodeOf(Fault);

    /// <summary>Whether a failure came from storage or the way to it, and was not asked for by the caller.</summary>
    internal static bool IsOutside(Exception failure, CancellationToken ct) => failure switch
    {
        RequestFailedException => true,
        AggregateException many => many.InnerExceptions.All(inner => IsOutside(inner, ct)), // "Retry failed after …"
        OperationCanceledException => !ct.IsCancellationRequested, // An attempt took longer than its time-out.
        IOException or HttpRequestException => true,
        _ => false,
    };

    /// <summary>The exception to throw for a failure that <see cref="IsOutside"/> accepted.</summary>
    internal static AzureStoreException Of(string subject, Exception failure)
    {
        if (failure is AzureStoreException known) return known;
        var last = failure is AggregateException many ? many.InnerExceptions[^1] : failure;
        return last is RequestFailedException answer
            ? new(subject, FaultOf(answer), $"status {answer.Status}, {answer.ErrorCode ?? FirstLine(answer)}", failure)
            : new(subject, AzureFault.Unreachable, FirstLine(last), failure);
    }

    private static AzureFault FaultOf(RequestFailedException answer) => answer.Status switch
    {
        429 or 503 => AzureFault.Throttled,
        0 or 408 or 500 or 502 or 504 => AzureFault.Unreachable,
        401 or 403 => AzureFault.Denied,
        404 => AzureFault.Missing,
        _ => AzureFault.Other,
    };

    private static ReasonCode CodeOf(AzureFault fault) =>
        fault == AzureFault.Throttled ? ReasonCode.StorageThrottled : ReasonCode.StorageFailed;

    private static string Sentence(AzureFault fault) => fault switch
    {
        AzureFault.Throttled => "the storage account refused too many requests, also after the retries",
        AzureFault.Unreachable => "the storage account gave no usable answer, also after the retries",
        AzureFault.Denied => "the storage account refused access; check the identity's roles",
        AzureFault.Missing => "it does not exist in the storage account; deploy or create it",
        AzureFault.OutcomeUnknown => "nobody knows whether the write was applied; it is read and decided again",
        AzureFault.Damaged => "the stored entity is not whole; restore it",
        _ => "the storage account refused the request",
    };

    /// <summary>The rest of an answer holds headers and pages of text.</summary>
    private static string FirstLine(Exception failure) => failure.Message.Split('\n')[0].TrimEnd('\r', '.');
}
