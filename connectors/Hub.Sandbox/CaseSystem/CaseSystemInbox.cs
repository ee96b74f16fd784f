using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox.State;

namespace Hub.Sandbox.CaseSystem;

/// <summary>The webhooks taken, each id once, in order of arrival.</summary>
internal sealed class CaseSystemInbox(TwinJournal journal, TwinClock clock, Effects effects)
{
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
                effects.Count(EffectNames.WebhookDuplicate);
                return false;
            }

            var taken = new ReceivedEvent(_events.Count + 1, id, clock.GetUtcNow(), timestamp, parsed);
            _events.Add(taken);
            effects.Count(EffectNames.WebhookReceived);
            journal.Add(JournalLine.Webhook, writer =>
            {
                writer.WritePropertyName("event");
                JsonSerializer.Serialize(writer, taken, TwinJson.Control);
            });
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
        var taken = line.GetProperty("event").Deserialize<ReceivedEvent>(TwinJson.Control)!;
        lock (_gate)
        {
            _ids.Add(taken.Id);
            _events.Add(taken);
            effects.Count(EffectNames.WebhookReceived);
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
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return JsonValue.Create(Encoding.UTF8.GetString(body));
        }
    }
}
