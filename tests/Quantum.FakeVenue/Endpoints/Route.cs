using Quantum.FakeVenue.Faults;
using Quantum.FakeVenue.Markets;
using Quantum.FakeVenue.Requests;

namespace Quantum.FakeVenue.Endpoints;

/// <summary>What an endpoint may use.</summary>
internal sealed record Scene(VenueWorld World, FaultPlan Faults, CancellationToken Ct)
{
    /// <summary>Whether this read shall not know yet what was written before it.</summary>
    public bool IsLagging(VenueRequest request) =>
        Faults.TakeInside(FaultKind.ReadLag, request.Method, request.Path);
}

/// <summary>One endpoint.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path.</param>
/// <param name="IsSigned">Whether key, time and signature are checked.</param>
/// <param name="Weight">Request weight, by the parameters.</param>
/// <param name="Answer">The answer: bytes of JSON, or an object to be written as JSON.</param>
internal sealed record Route(string Method, string Path, bool IsSigned, Func<VenueRequest, int> Weight,
    Func<VenueRequest, Scene, Task<object>> Answer)
{
    /// <summary>Whether it counts as an order.</summary>
    public bool IsOrder { get; init; }

    public static Route Public(string path, int weight, Func<VenueRequest, Scene, Task<object>> answer) =>
        new("GET", path, false, _ => weight, answer);

    public static Route Public(
        string path, Func<VenueRequest, int> weight, Func<VenueRequest, Scene, Task<object>> answer) =>
        new("GET", path, false, weight, answer);

    public static Route Signed(
        string method, string path, int weight, Func<VenueRequest, Scene, Task<object>> answer) =>
        new(method, path, true, _ => weight, answer);

    public static Route Signed(string method, string path, Func<VenueRequest, int> weight,
        Func<VenueRequest, Scene, Task<object>> answer) => new(method, path, true, weight, answer);

    public static Route Order(string path, Func<VenueRequest, Scene, Task<object>> answer) =>
        new("POST", path, true, _ => 0, answer) { IsOrder = true };
}
