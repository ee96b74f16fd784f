using System.Globalization;
using System.Text.Json.Nodes;

namespace Hub.ProcessTests.Functions.Host;

/// <summary><c>host.json</c> and <c>worker.config.json</c> as far as the simulated host needs them, with the host's own defaults.</summary>
/// <param name="Executable">What is started; its path below the app's root is made whole.</param>
/// <param name="WorkerPath">The first argument, also where the executable is the app itself.</param>
internal sealed record HostFiles(string Executable, string WorkerPath, string RoutePrefix, TimeSpan FunctionTimeout, int MaxConcurrentCalls)
{
    public static HostFiles Read(string root)
    {
        var host = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "host.json")))!;
        var worker = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "worker.config.json")))!["description"]!;
        if (host["customHandler"] is not null || !worker["workerIndexing"]!.ToString().Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException("The host would not ask this worker for its functions.");
        }

        return new HostFiles(
            worker["defaultExecutablePath"]!.GetValue<string>().Replace("{WorkerRoot}", root + Path.DirectorySeparatorChar, StringComparison.Ordinal),
            Path.Combine(root, worker["defaultWorkerPath"]!.GetValue<string>()),
            host["extensions"]?["http"]?["routePrefix"]?.GetValue<string>() ?? "api",
            TimeSpan.Parse(host["functionTimeout"]?.GetValue<string>() ?? "00:30:00", CultureInfo.InvariantCulture),
            host["extensions"]?["serviceBus"]?["maxConcurrentCalls"]?.GetValue<int>() ?? 16);
    }
}
