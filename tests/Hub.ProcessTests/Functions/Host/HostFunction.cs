using System.Text.Json.Nodes;
using Hub.ProcessTests.Functions.Host.Protocol;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>One function as the worker told of it.</summary>
internal sealed record HostFunction(RpcFunctionMetadata Metadata, IReadOnlyList<JsonObject> Bindings)
{
    public static HostFunction Of(RpcFunctionMetadata metadata) => new(metadata, [.. metadata.RawBindings.Select(binding => JsonNode.Parse(binding)!.AsObject())]);

    public string Name => Metadata.Name;

    public string Id => Metadata.FunctionId;

    public JsonObject Trigger => Bindings.Single(binding => Text(binding, "type").EndsWith("Trigger", StringComparison.Ordinal));

    public string Type => Text(Trigger, "type");

    public string Text(string name) => Text(Trigger, name);

    public bool Is(string name) => Trigger[name]?.GetValue<bool>() ?? false;

    private static string Text(JsonObject binding, string name) => binding[name]!.GetValue<string>();
}
