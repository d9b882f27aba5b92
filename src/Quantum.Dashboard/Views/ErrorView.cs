namespace Quantum.Dashboard.Views;

/// <summary>Why a request was not answered.</summary>
/// <param name="Error">A sentence for people; several where several things are wrong.</param>
internal sealed record ErrorView(string Error);
