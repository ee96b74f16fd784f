using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Procedures;

namespace Hub.NationalPortal.Procedures;

/// <summary>The event that tells the case system of an integration's new state.</summary>
internal static class IntegrationEvents
{
    private const int NoteMax = 2000;

    /// <param name="cause">What makes the id: the same cause told twice is one event.</param>
    public static Submission Changed(string code, string state, string? previous, string? note, string cause, DateTimeOffset at)
    {
        var evidence = Json(writer =>
        {
            writer.WriteStartObject();
            if (note is not null)
            {
                writer.WriteString("note", PortalText.Cut(note, NoteMax));
            }

            writer.WriteEndObject();
        });
        var data = Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("code", code);
            writer.WriteString("state", state);
            if (previous is not null)
            {
                writer.WriteString("previousState", previous);
            }

            writer.WriteString("changedAt", at);
            if (note is not null)
            {
                writer.WriteString("reason", PortalText.Cut(note, NoteMax));
                writer.WritePropertyName("evidence");
                writer.WriteRawValue(evidence);
            }

            writer.WriteEndObject();
        });
        var told = new CloudEvent
        {
            Id = $"integration-{code}-{state}-{cause}",
            Source = NationalPortalCodes.Source,
            Type = EventTypes.ProcedureIntegrationStateChanged,
            Subject = code,
            Time = at,
            Data = data,
        };
        return new Submission
        {
            Event = told,
            Digest = EventDigest.Of(told),
            Direction = EventDirection.Out,
            ReceivedAt = at,
            AcceptedBy = "hub",
            Integration = new Integration(code, state, Encoding.UTF8.GetString(evidence), at),
        };
    }

    internal static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, NationalPortalJson.Writer))
        {
            write(writer);
        }

        return stream.ToArray();
    }
}
