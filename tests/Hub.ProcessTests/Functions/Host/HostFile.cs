using System.Globalization;
using System.Text.Json.Nodes;

namespace Hub.ProcessTests.Functions.Host;

/// <summary><c>host.json</c> as far as the simulated host needs it, with the host's own defaults.</summary>
internal sealed record HostFile(string Executable, IReadOnlyList<string> Arguments, string WorkingDirectory, bool Forwards, string RoutePrefix, TimeSpan InitializationTimeout, TimeSpan FunctionTimeout, int MaxConcurrentCalls)
{
    public static HostFile Read(string root)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "host.json")))!;
        var handler = json["customHandler"]!;
        var description = handler["description"]!;

        // A path that exists below the app's root is meant from there; anything else would be looked up on PATH.
        var executable = Path.Combine(root, description["defaultExecutablePath"]!.GetValue<string>());
        return new HostFile(
            File.Exists(executable) ? executable : description["defaultExecutablePath"]!.GetValue<string>(),
            [.. description["arguments"]?.AsArray().Select(a => a!.GetValue<string>()) ?? []],
            Path.Combine(root, description["workingDirectory"]?.GetValue<string>() ?? ""),
            handler["enableForwardingHttpRequest"]?.GetValue<bool>() ?? false,
            json["extensions"]?["http"]?["routePrefix"]?.GetValue<string>() ?? "api",
            Time(handler["initializationTimeout"], TimeSpan.FromSeconds(30)),
            Time(json["functionTimeout"], TimeSpan.FromMinutes(30)),
            json["extensions"]?["serviceBus"]?["maxConcurrentCalls"]?.GetValue<int>() ?? 16);
    }

    private static TimeSpan Time(JsonNode? node, TimeSpan otherwise) => node is null ? otherwise : TimeSpan.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture);
}
