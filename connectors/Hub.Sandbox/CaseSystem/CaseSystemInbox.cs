using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.CaseSystem;

/// <summary>The webhooks taken, each id once, in order of arrival.</summary>
internal sealed class CaseSystemInbox(TwinJournal journal, TwinClock clock, Effects effects)
{
    public const string Line = "webhook";

    private readonly Lock _gate = new();
    private readonly List<ReceivedEvent> _events = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>False when the id has been taken before.</summary>
    public bool TryTake(string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var parsed = Parse(body);
        lock (_gate)
        {
            if (!_ids.Add(id))
            {
                effects.Count(CaseSystemEffects.Duplicate);
                return false;
            }

            var taken = new ReceivedEvent(_events.Count + 1, id, clock.GetUtcNow(), timestamp, parsed);
            _events.Add(taken);
            effects.Count(CaseSystemEffects.Received);
            journal.Add(Line, "event", taken);
            return true;
        }
    }

    public IReadOnlyList<ReceivedEvent> After(long seq, int limit)
    {
        lock (_gate)
        {
            return [.. _events.Skip((int)Math.Clamp(seq, 0, _events.Count)).Take(limit)];
        }
    }

    public void Restore(JsonElement line)
    {
        var taken = TwinJournal.Read<ReceivedEvent>(line, "event");
        lock (_gate)
        {
            _ids.Add(taken.Id);
            _events.Add(taken);
            effects.Count(CaseSystemEffects.Received);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _events.Clear();
            _ids.Clear();
        }
    }

    private static JsonNode? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            using var document = TwinJson.Read(body.ToArray());
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return JsonValue.Create(Encoding.UTF8.GetString(body));
        }
    }
}

/// <summary>A webhook the case-system twin took.</summary>
/// <param name="Seq">Position in order of arrival, from 1.</param>
/// <param name="Id"><c>webhook-id</c>.</param>
/// <param name="At">When it was taken, on the twin's clock.</param>
/// <param name="Timestamp"><c>webhook-timestamp</c>, unix seconds.</param>
/// <param name="Body">The body, a JSON string when it was no JSON.</param>
internal sealed record ReceivedEvent(long Seq, string Id, DateTimeOffset At, string Timestamp, JsonNode? Body);
