using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Outbox;

namespace Hub.Core.Lanes;

/// <summary>Tells the case system that an envelope became a dead letter and holds the later ones of its key.</summary>
public static class HeldNotice
{
    /// <summary>Source attribute of the notice.</summary>
    public const string SourcePrefix = "urn:hub:lane:";

    /// <param name="party">Who is behind the lane, as a sentence names it.</param>
    public static Submission For(Delivery delivery, Bilingual party, Fate.Dead dead, DateTimeOffset at)
    {
        var envelope = delivery.Envelope;
        var isProcedure = EventTypes.IsAboutProcedure(envelope.Type);
        var e = new CloudEvent
        {
            // A letter that dies again after a retry is news again; its settlement happens once, so this id does too.
            Id = $"held-{envelope.Id}-{at.UtcTicks}",
            Source = SourcePrefix + envelope.Lane,
            Type = EventTypes.DeliveryHeld,
            Subject = envelope.Key,
            Time = at,
            TraceParent = envelope.TraceParent,
            Data = Data(envelope, party, dead, at, isProcedure),
        };
        return new Submission { Event = e, Digest = EventDigest.Of(e), Direction = EventDirection.Out, ReceivedAt = at, AcceptedBy = "hub" };
    }

    private static byte[] Data(Envelope envelope, Bilingual party, Fate.Dead dead, DateTimeOffset at, bool isProcedure)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(isProcedure ? "procedureCode" : "dossierCode", envelope.Key);
            json.WriteString("lane", envelope.Lane);
            json.WriteString("reasonCode", dead.Code);
            json.WriteStartObject("sentences");
            json.WriteString("vi", $"Việc chuyển tới {party.Vi} đang bị giữ (mã {dead.Code}), chờ cán bộ xử lý.");
            json.WriteString("en", $"Delivery to {party.En} is held (code {dead.Code}) until a person decides.");
            json.WriteEndObject();
            json.WriteString("eventType", envelope.Type);
            json.WriteString("heldAt", at);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
