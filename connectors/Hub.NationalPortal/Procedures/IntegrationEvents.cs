using System.Text;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.Core.Procedures;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Procedures;

/// <summary>The event that tells the case system of an integration's new state.</summary>
internal static class IntegrationEvents
{
    private const int NoteMax = 2000;

    /// <param name="cause">What makes the id: the same cause told twice is one event.</param>
    public static Submission Changed(string code, string state, string? previous, string? note, string cause, DateTimeOffset at)
    {
        var evidence = NationalPortalJson.Write(writer =>
        {
            writer.WriteStartObject();
            if (note is not null)
            {
                writer.WriteString("note", OutsideText.Cut(note, NoteMax));
            }

            writer.WriteEndObject();
        });
        var data = NationalPortalJson.Write(writer =>
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
                writer.WriteString("reason", OutsideText.Cut(note, NoteMax));
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
}

/// <summary>How far the offer of a procedure has come.</summary>
public static class IntegrationStates
{
    public const string Proposed = "proposed";
    public const string Testing = "testing";
    public const string Integrated = "integrated";
    public const string Refused = "refused";
    public const string Withdrawn = "withdrawn";
}
