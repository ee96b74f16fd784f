using System.Runtime.InteropServices;
using Hub.Functions.Hosting;
using Hub.Functions.Parties;
using Hub.Functions.Settings;
using Hub.Functions.Shell;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Hub.Functions.Azure.Worker;

/// <summary>
/// The hub as the worker of an Azure Functions host, which starts the same executable as everybody else. The worker listens on the loopback
/// address alone, on a port that it finds and tells its host; no setting says otherwise.
/// </summary>
internal static class FunctionsWorker
{
    private const string HostAddress = "--functions-uri";

    /// <summary>Whether a Functions host started this process. The path of the executable may stand before its arguments.</summary>
    public static bool IsAsked(IEnumerable<string> args) => args.Contains(HostAddress);

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static async Task<int> RunAsync(Wings wings, string[] args)
    {
        var settings = SettingsReader.Read(wings);
        var isToldToStop = false;
        using var stop = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => isToldToStop = true);
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        Log(builder, settings);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.ShutdownTimeout);
        builder.Services.Configure<KestrelServerOptions>(kestrel => HubHost.Limit(kestrel, settings));
        builder.Services.AddSingleton(settings).AddSingleton<ISettlement, HostSettlement>();
        builder.Services.AddSingleton<InvokedHub>().AddHostedService(provider => provider.GetRequiredService<InvokedHub>());
        builder.Services.AddSingleton<IFunctionMetadataProvider, DerivedFunctions>();
        using var worker = builder.Build();
        var hub = worker.Services.GetRequiredService<InvokedHub>();
        await worker.RunAsync();
        hub.ThrowIfFailed();

        // The host itself says it in a message; whoever ends the process by a signal wants it to come back.
        return isToldToStop ? ExitCode.StartAgain : ExitCode.Ok;
    }

    // Everything goes to the host, which stamps it with the invocation; what a console said, the host would log a second time.
    private static void Log(FunctionsApplicationBuilder builder, HubSettings settings)
    {
        var level = settings.Telemetry.LogLevel;
        var others = level > LogLevel.Warning ? level : LogLevel.Warning;
        builder.Logging.SetMinimumLevel(level);
        builder.Logging.AddFilter("Microsoft", others).AddFilter("System.Net.Http", others).AddFilter("Grpc", others).AddFilter("Azure", others);
    }
}
