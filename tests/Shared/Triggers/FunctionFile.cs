using System.Text.Json.Nodes;

namespace Hub.Tests.Triggers;

/// <summary>One function as the host finds it: a folder below the app's root with a <c>function.json</c>.</summary>
internal sealed record FunctionFile(string Name, JsonArray Bindings)
{
    public static IReadOnlyList<FunctionFile> ReadAll(string root) =>
    [
        .. from folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
           let file = Path.Combine(folder, "function.json")
           where File.Exists(file)
           select new FunctionFile(Path.GetFileName(folder), JsonNode.Parse(File.ReadAllText(file))!["bindings"]!.AsArray()),
    ];

    public JsonObject Trigger => Bindings.Select(binding => binding!.AsObject()).Single(binding => binding["type"]!.GetValue<string>().EndsWith("Trigger", StringComparison.Ordinal));

    public string Type => Trigger["type"]!.GetValue<string>();

    /// <summary>Only with exactly one binding in and one out does the host forward the request itself.</summary>
    public bool IsHttpInAndOut => Bindings.Count == 2 && Type == "httpTrigger" && Bindings.Any(binding => binding!["type"]!.GetValue<string>() == "http");

    public string Text(string name) => Trigger[name]!.GetValue<string>();
}
