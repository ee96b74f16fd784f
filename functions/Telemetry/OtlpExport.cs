using System.Diagnostics;
using Hub.Functions.Settings;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hub.Functions.Telemetry;

/// <summary>
/// Keeps one trace from the post to the partner, and sends traces and metrics over OTLP where an endpoint is set. Without one, activities are
/// made all the same, so that partners and logs get their trace ids.
/// </summary>
internal sealed class OtlpExport(HubSettings settings) : IHostedService, IDisposable
{
    private const string Ours = "Hub.*";
    private ActivityListener? _listener;
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Telemetry.OtlpEndpoint is not { } endpoint)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name.StartsWith("Hub.", StringComparison.Ordinal),
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            };
            ActivitySource.AddActivityListener(_listener);
            return Task.CompletedTask;
        }

        var resource = ResourceBuilder.CreateDefault().AddService(settings.Telemetry.ServiceName);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource(Ours, "Microsoft.AspNetCore", "System.Net.Http")
            .AddOtlpExporter(otlp => Configure(otlp, endpoint, "v1/traces")).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(Ours, "Microsoft.AspNetCore.Hosting", "System.Net.Http")
            .AddOtlpExporter(otlp => Configure(otlp, endpoint, "v1/metrics")).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(2000);
        _metrics?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void Configure(OtlpExporterOptions otlp, Uri endpoint, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{endpoint.ToString().TrimEnd('/')}/{path}");
    }
}
