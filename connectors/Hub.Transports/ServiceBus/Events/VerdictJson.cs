using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Intake;
using Hub.Core.Schemas;

namespace Hub.Transports.ServiceBus.Events;

/// <summary>
/// What the sender of events is told of each, in the shape of the answer to <c>POST /events</c>:
/// <c>{accepted, duplicates, rejected:[{index, id, problem:{type, vi, en, errors, sentDigest, storedDigest}}], events:[{id, source, seq, status, url}]}</c>.
/// </summary>
internal static class VerdictJson
{
    // Vietnamese stays readable; nobody puts this into a page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Vietnamese, string English) Conflict = (
        "Đã có sự kiện khác cùng nguồn và id nhưng khác nội dung. Gửi nội dung mới với id mới; nội dung đã lưu không bị thay đổi.",
        "Another event with the same source and id but another content is stored. Send new content under a new id; what is stored was not changed.");

    private static readonly (string Vietnamese, string English) Refused = (
        "Sự kiện không được nhận. Sửa những gì nêu trong “errors” rồi gửi lại với cùng id.", "The event was not accepted. Mend what is named in “errors” and send it again with the same id.");

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<ReadEvent> events, IReadOnlyList<IntakeResult> results)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (160 * results.Count));
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("accepted", results.Count(result => result is IntakeResult.Accepted));
            json.WriteNumber("duplicates", results.Count(result => result is IntakeResult.Duplicate));
            json.WriteStartArray("rejected");
            for (var i = 0; i < results.Count; i++)
            {
                Rejected(json, i, events[i].Id, results[i]);
            }

            json.WriteEndArray();
            json.WriteStartArray("events");
            for (var i = 0; i < results.Count; i++)
            {
                Stored(json, events[i].Event, results[i]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Stored(Utf8JsonWriter json, CloudEvent? e, IntakeResult result)
    {
        var (seq, status) = result switch
        {
            IntakeResult.Accepted accepted => (accepted.Seq, "accepted"),
            IntakeResult.Duplicate duplicate => (duplicate.Seq, "duplicate"),
            _ => (0, ""),
        };
        if (status.Length == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", e!.Id);
        json.WriteString("source", e.Source);
        json.WriteNumber("seq", seq);
        json.WriteString("status", status);
        json.WriteString("url", $"/events/{Uri.EscapeDataString(e.Id)}?source={Uri.EscapeDataString(e.Source)}");
        json.WriteEndObject();
    }

    private static void Rejected(Utf8JsonWriter json, int index, string? id, IntakeResult result)
    {
        if (result is not (IntakeResult.Refused or IntakeResult.Conflict))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("index", index);
        if (id is not null)
        {
            json.WriteString("id", id);
        }

        json.WriteStartObject("problem");
        var refusal = (result as IntakeResult.Refused)?.Refusal;
        json.WriteString("type", "/problems/" + (refusal?.Name ?? RefusalNames.EventConflict));
        var (vietnamese, english) = refusal is null ? Conflict : Refused;
        json.WriteString("vi", vietnamese);
        json.WriteString("en", english);
        Errors(json, refusal?.Errors ?? []);
        if (result is IntakeResult.Conflict conflict)
        {
            json.WriteString("sentDigest", Convert.ToHexStringLower(conflict.Sent.Span));
            json.WriteString("storedDigest", Convert.ToHexStringLower(conflict.Stored.Span));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Errors(Utf8JsonWriter json, IReadOnlyList<SchemaViolation> errors)
    {
        if (errors.Count == 0)
        {
            return;
        }

        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("pointer", error.Pointer);
            json.WriteString("rule", error.Rule);
            json.WriteString("vi", error.Vietnamese);
            json.WriteString("en", error.English);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
