using System.Buffers;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Intake;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;

namespace Hub.Functions.Http;

/// <summary>What the sender of events is told of each, in the shape of <see cref="EventsAccepted"/>.</summary>
internal static class EventAnswer
{
    public static Problem? Refused(IntakeResult result) => result switch
    {
        IntakeResult.Refused refused => Problem.Of(refused.Refusal),
        IntakeResult.Conflict conflict => new Problem(ProblemKinds.EventConflict) { Digests = (conflict.Sent, conflict.Stored) },
        _ => null,
    };

    public static void Write(ArrayBufferWriter<byte> buffer, IReadOnlyList<ReadEvent> events, IReadOnlyList<IntakeResult> results)
    {
        using var json = new Utf8JsonWriter(buffer, Answer.Json);
        json.WriteStartObject();
        json.WriteNumber("accepted", results.Count(r => r is IntakeResult.Accepted));
        json.WriteNumber("duplicates", results.Count(r => r is IntakeResult.Duplicate));
        json.WriteStartArray("rejected");
        for (var i = 0; i < results.Count; i++)
        {
            if (Refused(results[i]) is { } problem)
            {
                json.WriteStartObject();
                json.WriteNumber("index", i);
                if (events[i].Id is { } id)
                {
                    json.WriteString("id", id);
                }

                json.WritePropertyName("problem");
                ProblemJson.Write(json, problem, Answer.TraceId);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("events");
        for (var i = 0; i < results.Count; i++)
        {
            switch (results[i])
            {
                case IntakeResult.Accepted accepted: Write(json, events[i].Event!, accepted.Seq, "accepted"); break;
                case IntakeResult.Duplicate duplicate: Write(json, events[i].Event!, duplicate.Seq, "duplicate"); break;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CloudEvent e, long seq, string status)
    {
        json.WriteStartObject();
        json.WriteString("id", e.Id);
        json.WriteString("source", e.Source);
        json.WriteNumber("seq", seq);
        json.WriteString("status", status);
        json.WriteString("url", Views.EventUrl(e.Id, e.Source));
        json.WriteEndObject();
    }
}
