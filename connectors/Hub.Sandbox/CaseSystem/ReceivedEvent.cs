using System.Text.Json.Nodes;

namespace Hub.Sandbox.CaseSystem;

/// <summary>A webhook the case-system twin took.</summary>
/// <param name="Seq">Position in order of arrival, from 1.</param>
/// <param name="Id"><c>webhook-id</c>.</param>
/// <param name="At">When it was taken, on the twin's clock.</param>
/// <param name="Timestamp"><c>webhook-timestamp</c>, unix seconds.</param>
/// <param name="Body">The body, a JSON string when it was no JSON.</param>
internal sealed record ReceivedEvent(long Seq, string Id, DateTimeOffset At, string Timestamp, JsonNode? Body);
