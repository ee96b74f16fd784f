using System.Text.Json.Nodes;
using Hub.Sandbox.Portal;

namespace Hub.Sandbox.Control;

/// <summary>A progress line as the control API shows it: when it came, whether it was there before or is older than the line before, and itself.</summary>
internal sealed record ProgressView(DateTimeOffset At, bool Doubled, bool OutOfOrder, JsonNode? Item)
{
    public static ProgressView Of(ProgressLine line) => new(line.At, line.Doubled, line.OutOfOrder, JsonNode.Parse(line.Item));
}
