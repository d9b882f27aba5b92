using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quantum.Functions.Tests.Fakes;

/// <summary>
/// Runs in the worker's process before its program (DOTNET_STARTUP_HOOKS) and gives it the test's clock through the
/// event that every host builder sends. The product itself knows nothing of it.
/// </summary>
#pragma warning disable CA1050 // The runtime finds this type by this name, without a namespace.
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(SharedClock.Variable) is { Length: > 0 } path)
            DiagnosticListener.AllListeners.Subscribe(new Listeners(path));
    }

    private sealed class Listeners(string path) : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(new Events(path));
        }

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }

    private sealed class Events(string path) : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
                builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(SharedClock.Open(path)));
        }

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
#pragma warning restore CA1050
