using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Quantum.App.Control;
using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Dashboard.Site;
using Quantum.Functions.Http;
using Quantum.Functions.Telemetry;

namespace Quantum.Functions.Hosting;

/// <summary>
/// Wires the whole system over the application settings. Everything is made when it is first needed: a process that
/// answers HTTP never invents a market and never opens the exchange.
/// </summary>
public static class CloudSystem
{
    /// <summary>Adds the system to a worker.</summary>
    public static void AddQuantum(this FunctionsApplicationBuilder builder)
    {
        builder.UseMiddleware<FaultRecorder>();
        builder.UseMiddleware<WeightRecorder>();
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => CloudSettings.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<CloudStores>();
        services.AddSingleton<CloudPorts>();
        services.AddSingleton(provider => new TradingUseCases(provider.GetRequiredService<CloudPorts>().Open()));
        services.AddSingleton(provider => provider.GetRequiredService<CloudPorts>().OpenModels());
        services.AddSingleton(provider => new Lazy<TradingUseCases>(provider.GetRequiredService<TradingUseCases>));
        services.AddSingleton(OpenDashboard);
        services.AddSingleton<DashboardEndpoint>();
        services.AddSingleton<BusinessMetrics>();
        services.AddSingleton<IMeasurements>(provider => provider.GetRequiredService<BusinessMetrics>());
        services.AddSingleton<ScanTurn>();
        services.AddSingleton<MonitorTurn>();
        services.AddSingleton(provider => new SignalInbox(provider.GetRequiredService<TradingUseCases>(),
            provider.GetRequiredService<MonitorTurn>().LookAsync, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<CloudStart>();
        TelemetryExport.Add(builder);
    }

    private static DashboardSite OpenDashboard(IServiceProvider provider)
    {
        var (ports, time) = (provider.GetRequiredService<CloudPorts>(), provider.GetRequiredService<TimeProvider>());
        var read = DashboardUseCases.Over(ports.Store, ports.Blobs, ports.ModeGate, time, ports.Settings);
        var control = new ControlTrading(new SealedStore(ports.Store, ports.Book), time);
        return new DashboardSite(read with { Control = control }, time, new DashboardGuard());
    }
}
