using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Quantum.App.Hosting;

namespace Quantum.Functions.Telemetry;

/// <summary>Sends metrics and logs to Application Insights where it is configured, and nothing elsewhere.</summary>
internal static class TelemetryExport
{
    public static void Add(FunctionsApplicationBuilder builder)
    {
        if (builder.Configuration[CloudNames.Settings.TelemetryConnection] is not { Length: > 0 } connection) return;
        var identity = builder.Configuration[CloudNames.Settings.IdentityClientId] is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : (TokenCredential?)null;
        builder.Services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithMetrics(metrics => metrics
                .AddMeter(BusinessMetrics.MeterName)
                .AddAzureMonitorMetricExporter(Configure))
            .WithLogging();
        builder.Logging.AddOpenTelemetry(logs => logs.AddAzureMonitorLogExporter(Configure));

        void Configure(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = connection;
            options.Credential = identity;
            options.DisableOfflineStorage = true; // An instance's disk lives no longer than the instance.
        }
    }
}
